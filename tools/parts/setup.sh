# What must be there before anything else works.

verb_setup() {
  local system=yes
  while (($#)); do
    case $1 in
      --no-system) system=no ;;
      *) unknown_option setup "$1" ;;
    esac
    shift
  done
  command -v dotnet >/dev/null || die "The .NET SDK is missing: install the version in global.json from https://dot.net"
  [[ $system == no ]] || phase "Debian packages" install_debian_packages
  command -v node >/dev/null || die "Node is missing: install version 20 or later"
  phase ".NET tools" restore_dotnet_tools
  phase "npm packages" install_npm_packages
}

# Prints the Debian packages whose program is not there.
missing_debian_packages() {
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
  command -v chromium >/dev/null || echo chromium
  command -v pandoc >/dev/null || echo pandoc
  command -v soffice >/dev/null || echo libreoffice-writer-nogui
  # Without it LibreOffice drops every formula without a word.
  compgen -G '/usr/lib/libreoffice/program/libsmlo.so' >/dev/null || echo libreoffice-math-nogui
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
}

install_debian_packages() {
  local missing as_root=()
  mapfile -t missing < <(missing_debian_packages)
  ((${#missing[@]})) || return 0
  if ((EUID != 0)); then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      as_root=(sudo -n)
    else
      say "Please install: sudo apt-get install --no-install-recommends ${missing[*]}"
      return 0
    fi
  fi
  command -v apt-get >/dev/null || die "This is not Debian. Please install: ${missing[*]}"
  say "installing ${missing[*]}"
  "${as_root[@]}" apt-get update -q >&2
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
}

restore_dotnet_tools() {
  local stamp=artifacts/stamps/dotnet-tools.json
  cmp -s .config/dotnet-tools.json "$stamp" && dotnet csharpier --version >/dev/null 2>&1 && return 0
  dotnet tool restore >&2
  mkdir -p "${stamp%/*}"
  cp .config/dotnet-tools.json "$stamp"
}

# Every lock file is installed exactly as committed, without install scripts; benches and the tour bring their own.
install_npm_packages() {
  local lock folder
  while IFS= read -r lock; do
    folder=$(dirname "$lock")
    [[ -f $folder/node_modules/.package-lock.json && ! $lock -nt $folder/node_modules/.package-lock.json ]] && continue
    say "npm ci in $folder"
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
  done < <(find . -name package-lock.json -not -path '*/node_modules/*' -not -path './artifacts/*' \
    -not -path './bench/*' -not -path './tools/tour/*')
}
