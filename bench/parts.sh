# What the benches share. Source it from bench/NAME/run; the working folder becomes the repository's root.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
PATH=$PATH:/usr/sbin
bench_name=$(basename "$(dirname "$0")")
folder=$(mktemp -d /tmp/residency-bench.XXXXXX)
chmod 755 "$folder"
write=no
started=()

say() { echo "bench: $*" >&2; }

die() {
  say "$*"
  exit 70
}

# Options: --write and nothing else unless the bench reads more before.
only_write() {
  local word
  for word in "$@"; do
    [[ $word == --write ]] || { echo "Usage: tools/dev bench $bench_name [--write]" >&2 && exit 64; }
    write=yes
  done
}

# needs PROGRAM PACKAGE ...: says what to install.
needs() {
  local missing=()
  while (($#)); do
    command -v "$1" >/dev/null || missing+=("$2")
    shift 2
  done
  ((${#missing[@]} == 0)) || { say "programs are missing. On Debian: apt-get install ${missing[*]}" && exit 69; }
}

at_end() {
  local process
  for process in "${started[@]}"; do
    kill "$process" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  declare -F stop_postgres >/dev/null && stop_postgres
  rm -rf "$folder"
}
trap at_end EXIT
trap 'exit 130' INT TERM HUP

free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# publish PROJECT FOLDER: for this machine, as an operator would, without touching what development has built.
publish() {
  dotnet publish "$1" --configuration Release --use-current-runtime --no-self-contained -p:PublishReadyToRun=true \
    -p:NuGetLockFilePath="$folder/packages.lock.json" --artifacts-path "$folder/artifacts" --output "$2" --verbosity quiet --nologo >&2
}

publish_product() {
  say "publishing the product"
  publish src/Residency "$folder/product"
}

# start_product PORT [OPTION...]: with the demonstration's data in $folder/data; sets $product to its process.
start_product() {
  local port=$1
  shift
  ASPNETCORE_ENVIRONMENT=Production DOTNET_ENVIRONMENT=Production Http__LimitFactor=100000 Logging__LogLevel__Default=Warning \
    "$folder/product/residency" --data "$folder/data" --urls "http://127.0.0.1:$port" "$@" >"$folder/product.log" 2>&1 &
  product=$!
  started+=("$product")
  await "http://127.0.0.1:$port/health" || die "the product does not start: $(cat "$folder/product.log")"
}

# await URL: until it answers 200; half a minute at most.
await() {
  local _
  for _ in $(seq 300); do
    curl -sf -o /dev/null "$1" && return 0
    sleep 0.1
  done
  return 1
}

# ticks PROCESS...: processor time of these processes and all their descendants, in hundredths of a second.
ticks() {
  node -e '
    const fs = require("fs"), all = new Map();
    for (const id of fs.readdirSync("/proc").filter(name => /^\d+$/.test(name))) {
      try {
        const stat = fs.readFileSync(`/proc/${id}/stat`, "utf8"), rest = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        all.set(id, { parent: rest[1], own: Number(rest[11]) + Number(rest[12]), gone: Number(rest[13]) + Number(rest[14]) });
      } catch { /* it has ended meanwhile */ }
    }
    const of = id => {
      const one = all.get(id);
      return one ? one.own + one.gone + [...all].filter(([, other]) => other.parent === id).reduce((sum, [child]) => sum + of(child), 0) : 0;
    };
    console.log(process.argv.slice(1).reduce((sum, id) => sum + of(id), 0));' "$@"
}

# resident PROCESS: megabytes of memory that a process holds.
resident() { awk '/^VmRSS/ { printf "%.0f\n", $2 / 1024 }' "/proc/$1/status"; }

machine() {
  node -e 'const os = require("os"); console.log(`${os.cpus().length} cores, ${os.cpus()[0].model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB`)'
}

# finish: prints the JSON on standard input, and keeps it beside the bench when --write was given.
finish() {
  local result
  result=$(cat)
  echo "$result"
  if [[ $write == yes ]]; then echo "$result" >"bench/$bench_name/result.json"; fi
}
