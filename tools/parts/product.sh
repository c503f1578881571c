# The verbs that start the product.

product() {
  export DOTNET_ENVIRONMENT=${DOTNET_ENVIRONMENT:-Development}
  export ASPNETCORE_ENVIRONMENT=${ASPNETCORE_ENVIRONMENT:-$DOTNET_ENVIRONMENT}
  exec dotnet run --project src/Residency --no-launch-profile -- "$@"
}

verb_run() {
  [[ ${1:-} == -- ]] && shift
  local word urls=(--urls http://localhost:5080)
  for word in "$@"; do
    [[ $word == --urls || $word == --urls=* ]] && urls=()
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
