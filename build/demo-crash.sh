#!/usr/bin/env bash
# Kills the server with SIGKILL in the middle of two runs, starts it again, and comes back to them with `after`: the rest
# of both arrives, once and in order. Needs the .NET SDK, Node (for npx wscat) and curl.
set -euo pipefail
cd "$(dirname "$0")/.."

port=${PORT:-8642}
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill -9 "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT

start() {
    dotnet src/Reasoning.Api/bin/Release/net10.0/Reasoning.Api.dll --urls "http://localhost:$port" \
        --Storage:Path="$folder/data" --Agents:Load:Enabled=true >>"$folder/server.log" 2>&1 &
    server=$!
    for _ in $(seq 100); do
        curl -sf "localhost:$port/health/ready" >/dev/null && return
        sleep 0.2
    done
    cat "$folder/server.log"
    exit 1
}

# Connects for some seconds and keeps what it hears: listen <seconds> <query> [<message>…]
listen() {
    local seconds=$1 query=$2 say=()
    shift 2
    for message in "$@"; do say+=(-x "$message"); done
    sleep "$seconds" | npx --yes wscat@6 --no-color -c "ws://localhost:$port/ws/chat/demo$query" -w "$seconds" "${say[@]}" 2>/dev/null |
        grep --line-buffered -o '{"type".*' >>"$folder/heard" || true
}

number() { sed -nE 's/^\{"type":"[a-z_]*","seq":([0-9]+).*/\1/p' "$folder/heard"; }

dotnet build -c Release -v quiet --nologo src/Reasoning.Api >/dev/null
start
echo "== A slow run, then a question; kill -9 when the question's run has begun"
touch "$folder/heard"
listen 5 "" \
    '{"type":"chat","payload":{"agent_name":"load","message":"steps=40 delay=100 size=30","idempotency_key":"slow"}}' \
    '{"type":"chat","payload":{"message":"How does a client resume?","idempotency_key":"question"}}' &
client=$!
for _ in $(seq 2000); do
    grep -q '"agent":"researcher"' "$folder/heard" && break
    sleep 0.01
done
kill -9 "$server"
wait "$server" 2>/dev/null || true
wait "$client" || true
cut -c1-150 "$folder/heard"

after=$(number | tail -1)
epoch=$(grep -o '"epoch":"[^"]*"' "$folder/heard" | head -1 | cut -d'"' -f4)
echo "== Started again; back with after=$after"
start
before=$(wc -l <"$folder/heard")
listen 7 "?after=$after&epoch=$epoch" '{"type":"ping"}'
tail -n "+$((before + 1))" "$folder/heard" | cut -c1-150

echo "== What was heard, before and after: $(number | wc -l) events, seq $(number | head -1) to $(number | tail -1)"
[ "$(number)" = "$(seq "$(number | tail -1)")" ] || { echo "An event is missing or came twice."; exit 1; }
[ "$(grep -c '"type":"reasoning_complete"' "$folder/heard")" = 2 ] || { echo "A run has no end."; exit 1; }
echo "Every event once and in order, and both runs came to their end."
