# One formatter, no discussion.

verb_fmt() {
  local change=format
  while (($#)); do
    case $1 in
      --check) change=check ;;
      *) unknown_option fmt "$1" ;;
    esac
    shift
  done
  phase ".NET tools" restore_dotnet_tools
  local failed=0
  if ! phase "CSharpier $change" dotnet csharpier "$change" . >&2; then
    failed=1
    say "The C# is not formatted. Run 'tools/dev fmt' and commit."
  fi
  if [[ -f tsconfig.json ]]; then
    phase "npm packages" install_npm_packages
    phase "TypeScript" npx --no-install tsc --noEmit >&2 || {
      failed=1
      say "The TypeScript does not pass its type check."
    }
  fi
  return $failed
}
