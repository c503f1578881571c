# The verbs that start the product.

product() {
  export DOTNET_ENVIRONMENT=${DOTNET_ENVIRONMENT:-Development}
  export ASPNETCORE_ENVIRONMENT=${ASPNETCORE_ENVIRONMENT:-$DOTNET_ENVIRONMENT}
  exec dotnet run --project src/Residency --no-launch-profile -- "$@"
}

verb_run() {
  [[ ${1:-} == -- ]] && shift
  local word before='' urls=(--urls http://localhost:5080)
  for word in "$@"; do
    [[ $word == --urls || $word == --urls=* ]] && urls=()
    # Mails link to where the product listens, unless another address is public.
    [[ $before == --urls ]] && export Http__PublicAddress=${Http__PublicAddress:-${word%%;*}}
    [[ $word == --urls=* ]] && : "${word#--urls=}" && export Http__PublicAddress=${Http__PublicAddress:-$_}
    before=$word
  done
  [[ -n ${ASPNETCORE_URLS:-} ]] && urls=()
  product "$@" "${urls[@]}"
}

verb_seed() {
  [[ ${1:-} == -- ]] && shift
  product seed "$@"
}

verb_bench() {
  local name=${1:-}
  if [[ -z $name ]]; then
    local run
    for run in bench/*/run; do
      [[ -x $run ]] && basename "$(dirname "$run")"
    done
    return 0
  fi
  [[ -x bench/$name/run ]] || die "There is no bench/$name/run. 'tools/dev bench' lists what there is."
  shift
  exec "bench/$name/run" "$@"
}

# A demonstration of its own in a folder that ends with the verb.
verb_tour() {
  (($# == 0)) || unknown_option tour "$1"
  local folder port product site
  folder=$(mktemp -d)
  port=$((20000 + RANDOM % 12000))
  site=http://localhost:$port
  [[ -d tools/tour/node_modules ]] || (cd tools/tour && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
  phase "build" dotnet build src/Residency --nologo --verbosity quiet -clp:NoSummary >&2
  ASPNETCORE_ENVIRONMENT=Development DOTNET_ENVIRONMENT=Development \
    artifacts/bin/Residency/debug/residency --demo --data "$folder" --urls "$site" >"$folder.log" 2>&1 &
  product=$!
  # shellcheck disable=SC2064
  trap "kill $product 2>/dev/null; wait $product 2>/dev/null; rm -rf '$folder' '$folder.log'" EXIT
  until curl -sf -o /dev/null "$site/health"; do
    kill -0 "$product" 2>/dev/null || die "the product does not start: $(cat "$folder.log")"
    sleep 0.2
  done
  mkdir -p docs/tour
  node tools/tour/tour.mjs "$site" docs/tour
}
