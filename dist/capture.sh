#!/usr/bin/env bash
# Captures what two nodes say to each other and lets a packet analyser judge it.
#
#   dist/capture.sh [FILE.pcapng]      after a build; keeps the capture if a file is named
#
# The nodes run in a network namespace of their own, so nothing else is captured and nothing of this machine's network is
# touched. Fails if the analyser finds a malformed packet, an error or bytes that belong to no message, or if a kind of
# message is missing or unexpected. Exit code 0, 1 (failed), 77 (can't be tried here).
set -euo pipefail
[ "${1:---inside}" = --inside ] || set -- "$(realpath "$1")"
cd "$(dirname "$0")/.."

expected="version verack ping pong sendheaders feefilter getheaders headers getdata block inv tx getaddr addr"

unable() {
  echo "capture: not tried: $*" >&2
  exit 77
}

if [ "${1:-}" != --inside ]; then
  for program in tshark ip curl unshare; do
    command -v "$program" >/dev/null 2>&1 || unable "there is no program '$program'"
  done
  [ -f node/target/wonsi.jar ] || unable "node/target/wonsi.jar isn't built"
  unshare --net --map-root-user true 2>/dev/null || unable "this user can't make a network namespace"
  exec unshare --net --map-root-user dist/capture.sh --inside "$@"
fi
shift

work=$(mktemp -d)
capture=${1:-$work/session.pcapng}
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait || true
  rm -rf "$work"
}
trap finish EXIT

fail() {
  echo "capture: $*" >&2
  for log in "$work"/*.log; do echo "--- $log" >&2 && tail -n 15 "$log" >&2; done
  exit 1
}

await() { # WHAT COMMAND...: until the command succeeds, a minute at most
  local what=$1 tries=0
  shift
  until "$@" >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || fail "waited in vain for $what"
    sleep 0.2
  done
}

# An address that nodes tell to others (addr): loopback they don't.
address=10.77.0.1
ip link set lo up
ip link add lan type veth peer name plug
ip address add "$address/24" dev lan
ip link set lan up
ip link set plug up

node() { # NAME HTTP-PORT P2P-PORT MORE...
  java -jar node/target/wonsi.jar node --network regtest --name "$1" --data-dir "$work/$1" --lan \
    --http "127.0.0.1:$2" --p2p "$address:$3" "${@:4}" >"$work/$1.log" 2>&1 &
  pids+=($!)
  await "$1's start" curl -sf "http://127.0.0.1:$2/health"
}

operate() { # NAME HTTP-PORT PATH BODY
  curl -sSf -X POST "http://127.0.0.1:$2$3" -H 'Content-Type: application/json' \
    -H "X-Wonsi-Token: $(cut -d: -f2 "$work/$1/.cookie")" -d "$4" >/dev/null || fail "$3 of $1 failed"
}

at_height() { [ "$(curl -sf "http://127.0.0.1:$1/api/blocks/tip/height")" = "$2" ]; }
waits() { curl -sf "http://127.0.0.1:$1/api/mempool" | grep -q '"count":1[,}]'; }

port=18444
tshark -q -i lo -f "tcp port $port" -w "$capture" >/dev/null 2>"$work/tshark.log" &
recorder=$!
pids+=("$recorder")
await "the capture's beginning" grep -q '^Capturing on' "$work/tshark.log"

nobody=mfWxJ45yp2SFn7UciZyNpvDKrzbhyfKrY8
node Seoul 8001 "$port"
operate Seoul 8001 /node/mining/generate '{"blocks":101}'
node Busan 8002 18445 --connect "$address:$port"
await "Busan's catching up" at_height 8002 101
operate Seoul 8001 /node/faucet "{\"address\":\"$nobody\"}"
await "the payment's arrival in Busan" waits 8002
operate Seoul 8001 /node/mining/generate '{"blocks":1}'
await "a block's arrival in Busan" at_height 8002 102
operate Busan 8002 /node/mining/generate "{\"blocks\":1,\"address\":\"$nobody\"}"
await "a block's arrival in Seoul" at_height 8001 103
kill "$recorder"
wait "$recorder" || true

# On a busy machine packets of two processors are captured in another order than they were sent in.
analyse() {
  tshark -r "$capture" -d "tcp.port==$port,bitcoin" -o tcp.reassemble_out_of_order:TRUE "$@" 2>>"$work/tshark.log"
}

error=8388608 # the severity of an expert's error
analyse -Y "_ws.malformed || _ws.expert.severity >= $error" >"$work/wrong"
[ ! -s "$work/wrong" ] || fail "malformed: $(head -n 5 "$work/wrong")"
analyse -Y "tcp.len > 0 && !bitcoin && !tcp.reassembled_in && !tcp.analysis.retransmission" >"$work/strays"
[ ! -s "$work/strays" ] || fail "bytes that belong to no message: $(head -n 5 "$work/strays")"

analyse -Y bitcoin -T fields -e bitcoin.command | tr ',' '\n' | sort | uniq -c >"$work/counts"
for type in $expected; do
  grep -q " $type\$" "$work/counts" || fail "no $type message among $(tr -s ' \n' ' ' <"$work/counts")"
done
for type in $(awk '{ print $2 }' "$work/counts"); do
  # Said by name, because the analyser doesn't know all of those we expect: sendheaders and feefilter are new to some.
  [[ " $expected " == *" $type "* ]] || fail "a message nobody expects: $type"
done
echo "capture: every packet decodes;$(awk '{ printf " %s %s", $1, $2 }' "$work/counts")"
