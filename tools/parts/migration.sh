# Two lines of migrations from one model, one for each provider.

verb_migration() {
  local name="" reset=no build=yes
  while (($#)); do
    case $1 in
      --reset) reset=yes ;;
      --no-build) build=no ;;
      -*) unknown_option migration "$1" ;;
      *) name=$1 ;;
    esac
    shift
  done
  if [[ $reset == yes ]]; then
    refuse_reset_after_release
    name=Initial
  fi
  [[ $name =~ ^[A-Z][A-Za-z0-9]+$ ]] || die "A migration needs a name like AddGrants: tools/dev migration --help"
  [[ $build == no ]] || phase "build" dotnet build tools/Migrations --nologo --verbosity quiet -clp:NoSummary >&2
  local options=()
  [[ $reset == no ]] || options=(--reset)
  phase "$name" artifacts/bin/Residency.Migrations/debug/Residency.Migrations \
    src/Residency/Foundation/Storage/Migrations "$name" "${options[@]}"
}

refuse_reset_after_release() {
  [[ -z $(git tag --list 'v[0-9]*') ]] ||
    die "There is a release: databases in the world know its migrations. Add one instead."
}
