/**
 * A shell script that runs `"$@"` as the leader of its own process group, prints that group's id, and ends
 * the group when stdin closes. Only the starting process holds the other end of stdin, so the tool ends
 * with it even after SIGKILL. The shell stays outside the group: pausing the tool must not pause its guard.
 * Before `setsid` has run there is no group yet, so the guard waits for one. `kill -s` throughout, because dash takes no
 * `--` after `kill -KILL`.
 */
export function supervisorScript(stopSignal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): string {
  const signal = stopSignal.slice('SIG'.length)
  return `
exec 3<&0
setsid "$@" </dev/null >&2 3<&- &
tool=$!
echo $tool
exec >/dev/null
(
  read -r _ <&3
  until kill -s 0 -- -$tool; do kill -s 0 $tool || exit; done
  kill -s CONT -- -$tool
  kill -s ${signal} -- -$tool
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do sleep 0.2; kill -s 0 -- -$tool || exit; done
  kill -s KILL -- -$tool
) 2>/dev/null &
guard=$!
wait $tool
code=$?
kill -s KILL -- -$tool 2>/dev/null
kill $guard 2>/dev/null
exit $code
`
}
