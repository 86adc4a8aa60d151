"""The same design in Python: FastAPI on uvicorn, a task for each chat, a lock for each connection.

    python3 server.py --urls http://127.0.0.1:8000

Needs Debian's python3-fastapi, python3-uvicorn, python3-websockets and python3-uvloop.
"""

import argparse
import asyncio
import json
import time
from urllib.parse import urlsplit

import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
connections = {}


class Connection:
    def __init__(self, socket, pad):
        self.socket = socket
        self.pad = "." * pad
        self.sending = asyncio.Lock()
        self.chats = set()

    async def send(self, kind, data, pad=""):
        text = json.dumps({"type": kind, "pad": pad, "data": data}, separators=(",", ":"))
        async with self.sending:
            await self.socket.send_text(text)

    async def chat(self, message):
        started = time.perf_counter()
        order = {name: int(value) for name, value in (word.split("=") for word in message.split())}
        steps, content = order["steps"], "x" * order.get("size", 120)
        await self.send("reasoning_start", {"agent": "load", "message": message, "enable_reasoning": True}, self.pad)
        for iteration in range(1, steps + 1):
            step = {"type": "thought", "content": content, "iteration": iteration, "timestamp": time.time()}
            await self.send("reasoning_step", step, self.pad)
        step = {"type": "final_answer", "content": "done", "iteration": steps + 1, "timestamp": time.time()}
        await self.send("reasoning_step", step, self.pad)
        duration = (time.perf_counter() - started) * 1000
        complete = {"status": "completed", "iterations": steps + 1, "duration_ms": duration}
        await self.send("reasoning_complete", complete, self.pad)

    def start_chat(self, message):
        task = asyncio.create_task(self.chat(message))
        self.chats.add(task)
        task.add_done_callback(self.chats.discard)


@app.get("/health/live")
async def live():
    return "Healthy"


@app.websocket("/ws/chat/{session_id}")
async def chat_socket(socket: WebSocket, session_id: str, pad: int = 0):
    await socket.accept()
    connection = connections[session_id] = Connection(socket, pad)
    try:
        connected = {"session_id": session_id, "agent_name": "load", "message": "Connected to agent chat"}
        await connection.send("connected", connected)
        while True:
            message = json.loads(await socket.receive_text())
            payload = message.get("payload") or {}
            if message["type"] == "ping":
                await connection.send("pong", {"timestamp": payload.get("timestamp")})
            elif message["type"] == "chat":
                connection.start_chat(payload["message"])
    except WebSocketDisconnect:
        pass
    finally:
        for task in connection.chats:
            task.cancel()
        connections.pop(session_id, None)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--urls", default="http://127.0.0.1:8000")
    address = urlsplit(parser.parse_args().urls)
    uvicorn.run(app, host=address.hostname, port=address.port, log_level="warning", loop="uvloop", ws="websockets")
