# A private PostgreSQL cluster: own folder, own port, gone at the end.

postgres_folder=
postgres_programs=
postgres_as=()

start_postgres() {
  if [[ -n ${RESIDENCY_TEST_POSTGRES:-} ]]; then
    say "using the PostgreSQL in RESIDENCY_TEST_POSTGRES"
    return 0
  fi
  postgres_programs=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1) ||
    die "PostgreSQL is missing: run tools/dev setup, or set RESIDENCY_TEST_POSTGRES"
  postgres_folder=$(mktemp -d /tmp/residency-postgres.XXXXXX)
  # PostgreSQL refuses to run as root.
  if ((EUID == 0)); then
    local account=postgres
    id -u "$account" >/dev/null 2>&1 || account=nobody
    chown "$account" "$postgres_folder"
    postgres_as=(setpriv "--reuid=$(id -u "$account")" "--regid=$(id -g "$account")" --clear-groups)
  fi

  local port password attempt
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  echo "$password" >"$postgres_folder/password"
  chmod 644 "$postgres_folder/password"
  in_postgres "$postgres_programs/initdb" --pgdata=cluster --username=residency --pwfile=password \
    --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$postgres_folder/initdb.log" ||
    die "initdb failed: $(cat "$postgres_folder/initdb.log")"
  # Nothing here must survive a power cut, so nothing waits for the disk.
  cat >>"$postgres_folder/cluster/postgresql.conf" <<TEXT
listen_addresses = '127.0.0.1'
unix_socket_directories = '$postgres_folder'
max_connections = 400
shared_buffers = 128MB
fsync = off
synchronous_commit = off
full_page_writes = off
jit = off
autovacuum = off
max_wal_size = 2GB
client_connection_check_interval = 1s
TEXT
  # A port may be taken between choosing and binding: try another one.
  for attempt in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 12000))
    if in_postgres "$postgres_programs/pg_ctl" start --pgdata=cluster --wait --silent \
      --log=server.log --options="-p $port" >&2; then
      export RESIDENCY_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=residency;Password=$password;Database=postgres"
      return 0
    fi
    say "attempt $attempt on port $port failed"
  done
  cat "$postgres_folder/server.log" >&2
  die "PostgreSQL does not start"
}

in_postgres() { (cd "$postgres_folder" && HOME=$postgres_folder "${postgres_as[@]}" "$@" </dev/null); }

stop_postgres() {
  [[ -n $postgres_folder ]] || return 0
  in_postgres "$postgres_programs/pg_ctl" stop --pgdata=cluster --mode=immediate --silent >/dev/null 2>&1 || true
  rm -rf "$postgres_folder"
  postgres_folder=
}
