#!/usr/bin/env bash
# Starts the server, fetches what it says of itself (/openapi/v1.json, /asyncapi.json) and lets the linters of both formats
# look at it. Needs the .NET SDK, Node 18 or later with npm, and curl. CONFIGURATION=Release takes the release build.
set -euo pipefail
cd "$(dirname "$0")/.."

export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true NO_UPDATE_NOTIFIER=1
configuration=${CONFIGURATION:-Debug}
server=src/Reasoning.Api/bin/$configuration/net10.0/Reasoning.Api.dll
folder=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; rm -rf "$folder"' EXIT

[ -f "$server" ] || dotnet build -c "$configuration" -v quiet --nologo src/Reasoning.Api
npm ci --prefix build/lint --ignore-scripts --no-audit --no-fund --loglevel=error

# On a port that the system chooses; the server says which.
dotnet "$server" --urls http://127.0.0.1:0 --Storage:Provider=memory >"$folder/server.log" 2>&1 &
pid=$!
address=
for _ in $(seq 150); do
    address=$(sed -nE 's/.*Now listening on: "?(http:[^" ]+).*/\1/p' "$folder/server.log")
    [ -n "$address" ] && curl -sf "$address/health/ready" >/dev/null && break
    sleep 0.2
done
[ -n "$address" ] || { cat "$folder/server.log"; exit 1; }
curl -sSf "$address/openapi/v1.json" -o "$folder/openapi.json"
curl -sSf "$address/asyncapi.json" -o "$folder/asyncapi.json"

failed=0
(cd build/lint && npx --no-install redocly lint --config redocly.yaml --max-problems 20 "$folder/openapi.json") || failed=1
(cd build/lint && node asyncapi.mjs "$folder/asyncapi.json" ../../tests/Reasoning.IntegrationTests/Golden) || failed=1
exit $failed
