# Runs the test programs and adds up what they say.

passed=0
failed=0
failures_seen=()
RESIDENCY_TEST_RUN=$$-$EPOCHSECONDS

verb_test() {
  local build=yes filter=()
  while (($#)); do
    case $1 in
      --full) export RESIDENCY_FULL=1 ;;
      --no-build) build=no ;;
      --filter)
        (($# > 1)) || die "--filter needs a word"
        shift
        mapfile -t filter < <(filter_for "$1")
        ;;
      --filter=*) mapfile -t filter < <(filter_for "${1#*=}") ;;
      *) unknown_option test "$1" ;;
    esac
    shift
  done
  prepare_tests "$build"
  run_tests "${filter[@]}"
}

verb_accept() {
  local build=yes
  while (($#)); do
    case $1 in
      --no-build) build=no ;;
      *) unknown_option accept "$1" ;;
    esac
    shift
  done
  export RESIDENCY_ACCEPT=1
  prepare_tests "$build"
  run_tests -filter '/[Prints=*]'
  git --no-pager diff --stat -- tests/Residency.Tests/Printed >&2
}

filter_for() {
  case $1 in
    /*) printf '%s\n' -filter "$1" ;;
    *) printf '%s\n' -method "*$1*" ;;
  esac
}

prepare_tests() {
  trap stop_postgres EXIT
  trap 'exit 130' INT TERM HUP
  if [[ $1 == yes ]] && ! phase "build" build_everything; then
    say "The build failed, so no test ran."
    echo "0 passed, 1 failed"
    exit 1
  fi
  phase "PostgreSQL" start_postgres
}

build_everything() { dotnet build Residency.slnx --nologo --verbosity quiet -clp:NoSummary </dev/null >&2; }

# A program that ends without its summary has crashed or hung, which counts as one failure.
run_tests() {
  local project name program log summary total errors failures skipped
  log=$(mktemp -d)/log
  for project in tests/*/*.csproj; do
    name=$(basename "$project" .csproj)
    program=artifacts/bin/$name/debug/$name
    if [[ ! -x $program ]]; then
      say "$program is missing: build first"
      failed=$((failed + 1))
      continue
    fi
    phase "$name" test_program "$program" "$log" "$@" || true
    mapfile -t -O "${#failures_seen[@]}" failures_seen < <(failures_in "$log")
    summary=$(grep -E '^ +[^ ]+ +Total: +[0-9]+, +Errors:' "$log" | tail -n 1 || true)
    if [[ $summary =~ Total:\ +([0-9]+),\ +Errors:\ +([0-9]+),\ +Failed:\ +([0-9]+),\ +Skipped:\ +([0-9]+),\ +Not\ Run:\ +([0-9]+) ]]; then
      total=${BASH_REMATCH[1]} errors=${BASH_REMATCH[2]} failures=${BASH_REMATCH[3]} skipped=${BASH_REMATCH[4]}
      failed=$((failed + errors + failures + skipped))
      passed=$((passed + total - failures - skipped - BASH_REMATCH[5]))
    elif grep -q 'Total: 0' "$log"; then
      :
    else
      say "$name ended without a summary"
      failed=$((failed + 1))
    fi
  done
  rm -rf "${log%/*}"
  end_leftovers
  if ((passed + failed == 0)); then
    say "Not a single test ran."
    failed=1
  fi
  stop_postgres
  # Repeated here, because a log of thousands of lines hides them.
  ((${#failures_seen[@]} == 0)) || printf 'tools/dev: %s\n' "${failures_seen[@]}" >&2
  echo "$passed passed, $failed failed"
  ((failed == 0))
}

# The name of each test that failed, with the first lines of what it said.
failures_in() {
  awk '
    / \[FAIL\]$/ { sub(/^ */, ""); sub(/ \[FAIL\]$/, ""); print "failed: " $0; left = 12; next }
    /^ *Stack Trace:/ { left = 0 }
    left > 0 { left--; if (NF) print substr($0, 1, 300) }
  ' "$1"
}

# A test program that was killed may leave a browser or a server behind. They all carry
# the mark of this run in their environment, and nothing else does.
end_leftovers() {
  local place
  for place in /proc/[0-9]*; do
    if [[ ${place#/proc/} != "$$" ]] && grep -qsz "^RESIDENCY_TEST_RUN=$RESIDENCY_TEST_RUN\$" "$place/environ" 2>/dev/null; then
      kill -KILL "${place#/proc/}" 2>/dev/null || true
    fi
  done
}

# Tests open thousands of small databases, for which a disk would be asked to keep every step. Memory forgets
# them as well as a disk does; a machine that has too little of it takes the disk.
test_folder() {
  local free
  free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)
  if [[ -w /dev/shm && ${free:-0} -gt 4000000 ]]; then
    mktemp -d /dev/shm/residency-tests.XXXXXX
  else
    mktemp -d
  fi
}

# The outermost limit against a hanging test; its process group ends with it.
test_program() {
  local program=$1 log=$2 folder result
  shift 2
  folder=$(test_folder)
  TMPDIR=$folder RESIDENCY_TEST_RUN=$RESIDENCY_TEST_RUN timeout --kill-after=10s "${RESIDENCY_TEST_LIMIT:-18m}" \
    "$program" -noColor -noLogo -failSkips "$@" </dev/null 2>&1 | tee "$log" >&2
  result=${PIPESTATUS[0]}
  rm -rf "$folder"
  return "$result"
}
