"""A remote agent that counts primes and shows how far it is. Run it with: python3 remote_agent.py [port]"""
import json
import re
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Agent(BaseHTTPRequestHandler):
    def do_POST(self):
        run = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            self.answer(run)
        except ConnectionError:
            print("stopped: the gateway has closed the connection", flush=True)

    def send(self, event, **data):
        self.wfile.write(f"event: {event}\ndata: {json.dumps(data)}\n\n".encode())

    def answer(self, run):
        numbers = [int(number) for number in re.findall(r"\d{1,15}", run["message"])]
        if not numbers:
            return self.send("failed", message="Give me a number, and I count the primes below it.")
        end, is_open = numbers[-1], bool(run["open_calls"])
        # What an earlier attempt noted: it goes on from there.
        begin, count, turn = json.loads(run["notes"][-1]) if run["notes"] else (2, 0, 1)
        while begin < end:
            call, stop = {"tool_call_id": f"block-{turn}", "tool_name": "count_primes", "iteration": turn}, min(begin + 1 + end // 5, end)
            if not is_open:
                self.send("step", type="thought", content=f"There are {count} primes below {begin}.", iteration=turn)
                self.send("step", type="tool_use", content=f"Counting from {begin} to {stop}.", arguments={"from": begin, "to": stop}, **call)
            found = self.count_primes(begin, stop)
            begin, count, turn, is_open = stop, count + found, turn + 1, False
            self.send("step", type="tool_result", content=f"{found} primes.", note=json.dumps([begin, count, turn]), **call)
        answer = f"There are {count} primes below {end}."
        for word in answer.split(" "):
            self.send("delta", step_type="text", content=word + " ", iteration=turn)
            time.sleep(0.05)
        self.send("step", type="final_answer", content=answer, iteration=turn)

    def count_primes(self, begin, stop):
        found = 0
        for number in range(begin, stop):
            if number % 5000 == 0:
                # Says that it is alive, and fails when nobody listens any more: then the work stops.
                self.wfile.write(b": at work\n\n")
            found += all(number % divisor for divisor in range(2, int(number**0.5) + 1))
        return found


server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 9000), Agent)
print(f"listening on http://127.0.0.1:{server.server_port}/", flush=True)
server.serve_forever()
