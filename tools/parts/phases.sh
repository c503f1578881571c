# Says what is being done and how long it took. To standard error, so that the
# last line on standard output stays the answer.

say() { echo "tools/dev: $*" >&2; }

die() {
  say "$*"
  exit 1
}

# phase NAME COMMAND...: runs the command and prints its time.
phase() {
  local name=$1 began=$EPOCHREALTIME code=0
  shift
  "$@" || code=$?
  local took=$(((${EPOCHREALTIME/[.,]/} - ${began/[.,]/}) / 100000))
  say "$(printf '%-28s %d.%d s%s' "$name" $((took / 10)) $((took % 10)) "$([[ $code == 0 ]] || echo ", failed")")"
  return $code
}

unknown_option() { die "'$2' is not an option of '$1': tools/dev $1 --help"; }
