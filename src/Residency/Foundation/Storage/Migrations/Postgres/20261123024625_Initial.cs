using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Residency.Foundation.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "files_files",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    media_type = table.Column<string>(type: "text", nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    width = table.Column<int>(type: "integer", nullable: true),
                    height = table.Column<int>(type: "integer", nullable: true),
                    gate = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_files_files", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hubs_hubs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    host = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: false),
                    about = table.Column<string>(type: "text", nullable: false),
                    contact = table.Column<string>(type: "text", nullable: false),
                    controller = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    time_zone = table.Column<string>(type: "text", nullable: false),
                    licence = table.Column<string>(type: "text", nullable: false),
                    looks_up_dois = table.Column<bool>(type: "boolean", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hubs_hubs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "jobs_queue",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    order_key = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    acts_as = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    initiator = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease = table.Column<Guid>(type: "uuid", nullable: true),
                    lease_until = table.Column<long>(type: "bigint", nullable: false),
                    last_error = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_jobs_queue", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "ledger_entries",
                columns: table => new
                {
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<Guid>(type: "uuid", nullable: true),
                    actor_kind = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_entries", x => new { x.hub, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "ledger_heads",
                columns: table => new
                {
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_heads", x => x.hub);
                });

            migrationBuilder.CreateTable(
                name: "mail_letters",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hub = table.Column<Guid>(type: "uuid", nullable: true),
                    address = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    from_name = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    is_secret = table.Column<bool>(type: "boolean", nullable: false),
                    caused_by = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mail_letters", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "people_persons",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    name_key = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false),
                    email_key = table.Column<string>(type: "text", nullable: false),
                    orcid = table.Column<string>(type: "text", nullable: true),
                    biography = table.Column<string>(type: "text", nullable: false),
                    is_operator = table.Column<bool>(type: "boolean", nullable: false),
                    suspended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people_persons", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "storage_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    xml = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_storage_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "casestudies_frameworks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    latest_version = table.Column<int>(type: "integer", nullable: false),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_frameworks", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_frameworks_hubs_hubs_hub",
                        column: x => x.hub,
                        principalTable: "hubs_hubs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cohorts_programmes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cohorts_programmes", x => x.id);
                    table.ForeignKey(
                        name: "FK_cohorts_programmes_hubs_hubs_hub",
                        column: x => x.hub,
                        principalTable: "hubs_hubs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "hubs_funders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    ror = table.Column<string>(type: "text", nullable: true),
                    statement = table.Column<string>(type: "text", nullable: false),
                    grants = table.Column<string[]>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hubs_funders", x => x.id);
                    table.ForeignKey(
                        name: "FK_hubs_funders_hubs_hubs_hub",
                        column: x => x.hub,
                        principalTable: "hubs_hubs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "hubs_themes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    is_of_the_mission = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hubs_themes", x => x.id);
                    table.ForeignKey(
                        name: "FK_hubs_themes_hubs_hubs_hub",
                        column: x => x.hub,
                        principalTable: "hubs_hubs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "library_entries",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                    edition = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    subtitle = table.Column<string>(type: "text", nullable: false),
                    summary = table.Column<string>(type: "text", nullable: false),
                    author_line = table.Column<string>(type: "text", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    genre = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    words = table.Column<int>(type: "integer", nullable: false),
                    first_published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_library_entries", x => x.id);
                    table.ForeignKey(
                        name: "FK_library_entries_hubs_hubs_hub",
                        column: x => x.hub,
                        principalTable: "hubs_hubs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "library_reader_messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    about = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    written_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_library_reader_messages", x => x.id);
                    table.ForeignKey(
                        name: "FK_library_reader_messages_hubs_hubs_hub",
                        column: x => x.hub,
                        principalTable: "hubs_hubs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "people_organisations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    sector = table.Column<string>(type: "text", nullable: false),
                    country = table.Column<string>(type: "text", nullable: true),
                    size = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    ror = table.Column<string>(type: "text", nullable: true),
                    website = table.Column<string>(type: "text", nullable: true),
                    code = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                    merged_into = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people_organisations", x => x.id);
                    table.ForeignKey(
                        name: "FK_people_organisations_hubs_hubs_hub",
                        column: x => x.hub,
                        principalTable: "hubs_hubs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_people_organisations_people_organisations_merged_into",
                        column: x => x.merged_into,
                        principalTable: "people_organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "people_affiliations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: true),
                    until = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people_affiliations", x => x.id);
                    table.ForeignKey(
                        name: "FK_people_affiliations_people_persons_person",
                        column: x => x.person,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "people_one_time_links",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    address_hash = table.Column<string>(type: "text", nullable: false),
                    token_hash = table.Column<string>(type: "text", nullable: false),
                    code_hash = table.Column<string>(type: "text", nullable: false),
                    is_vouched = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    last_try_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people_one_time_links", x => x.id);
                    table.ForeignKey(
                        name: "FK_people_one_time_links_people_persons_person",
                        column: x => x.person,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "people_passkeys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    credential_key = table.Column<string>(type: "text", nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    sign_count = table.Column<long>(type: "bigint", nullable: false),
                    transports = table.Column<string>(type: "text", nullable: false),
                    is_user_verified = table.Column<bool>(type: "boolean", nullable: false),
                    is_backup_eligible = table.Column<bool>(type: "boolean", nullable: false),
                    is_backed_up = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people_passkeys", x => x.id);
                    table.ForeignKey(
                        name: "FK_people_passkeys_people_persons_person",
                        column: x => x.person,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "people_sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    secret_hash = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    proved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    device = table.Column<string>(type: "text", nullable: false),
                    is_remembered = table.Column<bool>(type: "boolean", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people_sessions", x => x.id);
                    table.ForeignKey(
                        name: "FK_people_sessions_people_persons_person",
                        column: x => x.person,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "casestudies_framework_versions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    framework = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    definition = table.Column<string>(type: "text", nullable: false),
                    released_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    released_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_framework_versions", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_framework_versions_casestudies_frameworks_frame~",
                        column: x => x.framework,
                        principalTable: "casestudies_frameworks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_framework_versions_people_persons_released_by",
                        column: x => x.released_by,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cohorts_cohorts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    programme = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    start = table.Column<DateOnly>(type: "date", nullable: false),
                    end = table.Column<DateOnly>(type: "date", nullable: false),
                    summary = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cohorts_cohorts", x => x.id);
                    table.ForeignKey(
                        name: "FK_cohorts_cohorts_cohorts_programmes_programme",
                        column: x => x.programme,
                        principalTable: "cohorts_programmes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_cohorts_cohorts_hubs_hubs_hub",
                        column: x => x.hub,
                        principalTable: "hubs_hubs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "library_facets",
                columns: table => new
                {
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    value = table.Column<string>(type: "text", nullable: false),
                    entry_id = table.Column<long>(type: "bigint", nullable: false),
                    label = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_library_facets", x => new { x.entry_id, x.kind, x.value });
                    table.ForeignKey(
                        name: "FK_library_facets_library_entries_entry_id",
                        column: x => x.entry_id,
                        principalTable: "library_entries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "people_invitations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false),
                    email_key = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cohort = table.Column<Guid>(type: "uuid", nullable: true),
                    organisation = table.Column<Guid>(type: "uuid", nullable: true),
                    token_hash = table.Column<string>(type: "text", nullable: false),
                    invited_by = table.Column<Guid>(type: "uuid", nullable: true),
                    invited_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    used_by = table.Column<Guid>(type: "uuid", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people_invitations", x => x.id);
                    table.ForeignKey(
                        name: "FK_people_invitations_hubs_hubs_hub",
                        column: x => x.hub,
                        principalTable: "hubs_hubs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_people_invitations_people_organisations_organisation",
                        column: x => x.organisation,
                        principalTable: "people_organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_people_invitations_people_persons_invited_by",
                        column: x => x.invited_by,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_people_invitations_people_persons_used_by",
                        column: x => x.used_by,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "people_memberships",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cohort = table.Column<Guid>(type: "uuid", nullable: true),
                    organisation = table.Column<Guid>(type: "uuid", nullable: true),
                    granted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    granted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    suspended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people_memberships", x => x.id);
                    table.ForeignKey(
                        name: "FK_people_memberships_hubs_hubs_hub",
                        column: x => x.hub,
                        principalTable: "hubs_hubs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_people_memberships_people_organisations_organisation",
                        column: x => x.organisation,
                        principalTable: "people_organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_people_memberships_people_persons_person",
                        column: x => x.person,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "people_organisation_names",
                columns: table => new
                {
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people_organisation_names", x => new { x.hub, x.key });
                    table.ForeignKey(
                        name: "FK_people_organisation_names_people_organisations_organisation~",
                        column: x => x.organisation_id,
                        principalTable: "people_organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "casestudies_case_studies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    cohort = table.Column<Guid>(type: "uuid", nullable: true),
                    organisation = table.Column<Guid>(type: "uuid", nullable: true),
                    framework = table.Column<Guid>(type: "uuid", nullable: true),
                    code = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    subtitle = table.Column<string>(type: "text", nullable: false),
                    summary = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    genre = table.Column<string>(type: "text", nullable: false),
                    licence = table.Column<string>(type: "text", nullable: false),
                    acknowledgement = table.Column<string>(type: "text", nullable: false),
                    takeaways = table.Column<string[]>(type: "text[]", nullable: false),
                    earlier_doi = table.Column<string>(type: "text", nullable: true),
                    audience = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    latest_revision = table.Column<int>(type: "integer", nullable: false),
                    latest_hash = table.Column<string>(type: "text", nullable: false),
                    words = table.Column<int>(type: "integer", nullable: false),
                    title_key = table.Column<string>(type: "text", nullable: false),
                    begun_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    begun_by = table.Column<Guid>(type: "uuid", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_editor = table.Column<Guid>(type: "uuid", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    discarded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    discarded_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_case_studies", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_case_studies_casestudies_framework_versions_fra~",
                        column: x => x.framework,
                        principalTable: "casestudies_framework_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_case_studies_cohorts_cohorts_cohort",
                        column: x => x.cohort,
                        principalTable: "cohorts_cohorts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_case_studies_hubs_hubs_hub",
                        column: x => x.hub,
                        principalTable: "hubs_hubs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_case_studies_people_organisations_organisation",
                        column: x => x.organisation,
                        principalTable: "people_organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_case_studies_people_persons_begun_by",
                        column: x => x.begun_by,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_case_studies_people_persons_discarded_by",
                        column: x => x.discarded_by,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_case_studies_people_persons_last_editor",
                        column: x => x.last_editor,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cohorts_places",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    cohort = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation = table.Column<Guid>(type: "uuid", nullable: false),
                    taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cohorts_places", x => x.id);
                    table.ForeignKey(
                        name: "FK_cohorts_places_cohorts_cohorts_cohort",
                        column: x => x.cohort,
                        principalTable: "cohorts_cohorts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_cohorts_places_people_organisations_organisation",
                        column: x => x.organisation,
                        principalTable: "people_organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "casestudies_assignments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    given_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    case_study_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_assignments", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_assignments_casestudies_case_studies_case_study~",
                        column: x => x.case_study_id,
                        principalTable: "casestudies_case_studies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "casestudies_contributions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_study = table.Column<Guid>(type: "uuid", nullable: false),
                    order = table.Column<int>(type: "integer", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    orcid = table.Column<string>(type: "text", nullable: true),
                    affiliation = table.Column<string>(type: "text", nullable: false),
                    affiliation_ror = table.Column<string>(type: "text", nullable: true),
                    role_names = table.Column<string[]>(type: "text[]", nullable: false),
                    is_corresponding = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_contributions", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_contributions_casestudies_case_studies_case_stu~",
                        column: x => x.case_study,
                        principalTable: "casestudies_case_studies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_contributions_people_persons_person",
                        column: x => x.person,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "casestudies_drafts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_study = table.Column<Guid>(type: "uuid", nullable: false),
                    section = table.Column<string>(type: "text", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_drafts", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_drafts_casestudies_case_studies_case_study",
                        column: x => x.case_study,
                        principalTable: "casestudies_case_studies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_drafts_people_persons_person",
                        column: x => x.person,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "casestudies_figures",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_study = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    file_hash = table.Column<string>(type: "text", nullable: false),
                    file = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                    content_type = table.Column<string>(type: "text", nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    alternative = table.Column<string>(type: "text", nullable: false),
                    decorative = table.Column<bool>(type: "boolean", nullable: false),
                    licence = table.Column<string>(type: "text", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    added_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_figures", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_figures_casestudies_case_studies_case_study",
                        column: x => x.case_study,
                        principalTable: "casestudies_case_studies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_figures_people_persons_added_by",
                        column: x => x.added_by,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "casestudies_leases",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_study = table.Column<Guid>(type: "uuid", nullable: false),
                    section = table.Column<string>(type: "text", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_leases", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_leases_casestudies_case_studies_case_study",
                        column: x => x.case_study,
                        principalTable: "casestudies_case_studies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_leases_people_persons_person",
                        column: x => x.person,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "casestudies_references",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_study = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    authors = table.Column<string[]>(type: "text[]", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: true),
                    container = table.Column<string>(type: "text", nullable: false),
                    publisher = table.Column<string>(type: "text", nullable: false),
                    doi = table.Column<string>(type: "text", nullable: true),
                    address = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_references", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_references_casestudies_case_studies_case_study",
                        column: x => x.case_study,
                        principalTable: "casestudies_case_studies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "casestudies_revisions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_study = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    author = table.Column<Guid>(type: "uuid", nullable: true),
                    author_name = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    words = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_revisions", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_revisions_casestudies_case_studies_case_study",
                        column: x => x.case_study,
                        principalTable: "casestudies_case_studies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_revisions_people_persons_author",
                        column: x => x.author,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "casestudies_sources",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    case_study = table.Column<Guid>(type: "uuid", nullable: false),
                    path = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_sources", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_sources_casestudies_case_studies_case_study",
                        column: x => x.case_study,
                        principalTable: "casestudies_case_studies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_sources_hubs_hubs_hub",
                        column: x => x.hub,
                        principalTable: "hubs_hubs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "casestudies_tags",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_study = table.Column<Guid>(type: "uuid", nullable: false),
                    facet = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    value = table.Column<string>(type: "text", nullable: false),
                    value_key = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_tags", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_tags_casestudies_case_studies_case_study",
                        column: x => x.case_study,
                        principalTable: "casestudies_case_studies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_tags_people_persons_decided_by",
                        column: x => x.decided_by,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "publishing_editions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    case_study = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    what_changed = table.Column<string>(type: "text", nullable: false),
                    preview = table.Column<string>(type: "text", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    published_by = table.Column<Guid>(type: "uuid", nullable: true),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_reason = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_publishing_editions", x => x.id);
                    table.ForeignKey(
                        name: "FK_publishing_editions_casestudies_case_studies_case_study",
                        column: x => x.case_study,
                        principalTable: "casestudies_case_studies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_publishing_editions_hubs_hubs_hub",
                        column: x => x.hub,
                        principalTable: "hubs_hubs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "publishing_edition_files",
                columns: table => new
                {
                    edition = table.Column<Guid>(type: "uuid", nullable: false),
                    file_hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_publishing_edition_files", x => new { x.edition, x.file_hash });
                    table.ForeignKey(
                        name: "FK_publishing_edition_files_publishing_editions_edition",
                        column: x => x.edition,
                        principalTable: "publishing_editions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_assignments_case_study_id",
                table: "casestudies_assignments",
                column: "case_study_id");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_assignments_person",
                table: "casestudies_assignments",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_case_studies_begun_by",
                table: "casestudies_case_studies",
                column: "begun_by");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_case_studies_code",
                table: "casestudies_case_studies",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_case_studies_cohort",
                table: "casestudies_case_studies",
                column: "cohort");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_case_studies_discarded_by",
                table: "casestudies_case_studies",
                column: "discarded_by");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_case_studies_framework",
                table: "casestudies_case_studies",
                column: "framework");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_case_studies_hub",
                table: "casestudies_case_studies",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_case_studies_hub_changed_at",
                table: "casestudies_case_studies",
                columns: new[] { "hub", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_case_studies_hub_state_changed_at",
                table: "casestudies_case_studies",
                columns: new[] { "hub", "state", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_case_studies_last_editor",
                table: "casestudies_case_studies",
                column: "last_editor");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_case_studies_organisation",
                table: "casestudies_case_studies",
                column: "organisation");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_contributions_case_study",
                table: "casestudies_contributions",
                column: "case_study");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_contributions_case_study_order",
                table: "casestudies_contributions",
                columns: new[] { "case_study", "order" });

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_contributions_person",
                table: "casestudies_contributions",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_drafts_case_study",
                table: "casestudies_drafts",
                column: "case_study");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_drafts_case_study_section_person",
                table: "casestudies_drafts",
                columns: new[] { "case_study", "section", "person" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_drafts_person",
                table: "casestudies_drafts",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_figures_added_by",
                table: "casestudies_figures",
                column: "added_by");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_figures_case_study",
                table: "casestudies_figures",
                column: "case_study");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_figures_case_study_name",
                table: "casestudies_figures",
                columns: new[] { "case_study", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_framework_versions_framework",
                table: "casestudies_framework_versions",
                column: "framework");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_framework_versions_framework_number",
                table: "casestudies_framework_versions",
                columns: new[] { "framework", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_framework_versions_released_by",
                table: "casestudies_framework_versions",
                column: "released_by");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_frameworks_hub",
                table: "casestudies_frameworks",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_frameworks_hub_key",
                table: "casestudies_frameworks",
                columns: new[] { "hub", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_leases_case_study",
                table: "casestudies_leases",
                column: "case_study");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_leases_case_study_section",
                table: "casestudies_leases",
                columns: new[] { "case_study", "section" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_leases_person",
                table: "casestudies_leases",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_references_case_study",
                table: "casestudies_references",
                column: "case_study");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_references_case_study_key",
                table: "casestudies_references",
                columns: new[] { "case_study", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_revisions_author",
                table: "casestudies_revisions",
                column: "author");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_revisions_case_study",
                table: "casestudies_revisions",
                column: "case_study");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_revisions_case_study_number",
                table: "casestudies_revisions",
                columns: new[] { "case_study", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_sources_case_study",
                table: "casestudies_sources",
                column: "case_study");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_sources_hub",
                table: "casestudies_sources",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_sources_hub_path",
                table: "casestudies_sources",
                columns: new[] { "hub", "path" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_sources_hub_sha256",
                table: "casestudies_sources",
                columns: new[] { "hub", "sha256" });

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_tags_case_study",
                table: "casestudies_tags",
                column: "case_study");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_tags_case_study_facet_value_key",
                table: "casestudies_tags",
                columns: new[] { "case_study", "facet", "value_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_tags_decided_by",
                table: "casestudies_tags",
                column: "decided_by");

            migrationBuilder.CreateIndex(
                name: "IX_cohorts_cohorts_hub",
                table: "cohorts_cohorts",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_cohorts_cohorts_hub_code",
                table: "cohorts_cohorts",
                columns: new[] { "hub", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_cohorts_cohorts_programme",
                table: "cohorts_cohorts",
                column: "programme");

            migrationBuilder.CreateIndex(
                name: "IX_cohorts_places_cohort",
                table: "cohorts_places",
                column: "cohort");

            migrationBuilder.CreateIndex(
                name: "IX_cohorts_places_cohort_organisation",
                table: "cohorts_places",
                columns: new[] { "cohort", "organisation" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_cohorts_places_organisation",
                table: "cohorts_places",
                column: "organisation");

            migrationBuilder.CreateIndex(
                name: "IX_cohorts_programmes_hub",
                table: "cohorts_programmes",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_cohorts_programmes_hub_name",
                table: "cohorts_programmes",
                columns: new[] { "hub", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_files_files_code",
                table: "files_files",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_files_files_gate_subject",
                table: "files_files",
                columns: new[] { "gate", "subject" });

            migrationBuilder.CreateIndex(
                name: "IX_files_files_hash",
                table: "files_files",
                column: "hash");

            migrationBuilder.CreateIndex(
                name: "IX_files_files_hub",
                table: "files_files",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_hubs_funders_hub",
                table: "hubs_funders",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_hubs_funders_hub_name",
                table: "hubs_funders",
                columns: new[] { "hub", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_hubs_hubs_slug",
                table: "hubs_hubs",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_hubs_themes_hub",
                table: "hubs_themes",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_hubs_themes_hub_key",
                table: "hubs_themes",
                columns: new[] { "hub", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_jobs_queue_order_key_state",
                table: "jobs_queue",
                columns: new[] { "order_key", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_jobs_queue_state_due_at",
                table: "jobs_queue",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_entries_hub_subject",
                table: "ledger_entries",
                columns: new[] { "hub", "subject" });

            migrationBuilder.CreateIndex(
                name: "IX_library_entries_code",
                table: "library_entries",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_library_entries_hub",
                table: "library_entries",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_library_entries_hub_published_at",
                table: "library_entries",
                columns: new[] { "hub", "published_at" });

            migrationBuilder.CreateIndex(
                name: "IX_library_facets_kind_value",
                table: "library_facets",
                columns: new[] { "kind", "value" });

            migrationBuilder.CreateIndex(
                name: "IX_library_reader_messages_hub",
                table: "library_reader_messages",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_library_reader_messages_hub_answered_at",
                table: "library_reader_messages",
                columns: new[] { "hub", "answered_at" });

            migrationBuilder.CreateIndex(
                name: "IX_mail_letters_caused_by_created_at",
                table: "mail_letters",
                columns: new[] { "caused_by", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_mail_letters_state_created_at",
                table: "mail_letters",
                columns: new[] { "state", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_people_affiliations_person",
                table: "people_affiliations",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_people_invitations_hub",
                table: "people_invitations",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_people_invitations_invited_by",
                table: "people_invitations",
                column: "invited_by");

            migrationBuilder.CreateIndex(
                name: "IX_people_invitations_invited_by_invited_at",
                table: "people_invitations",
                columns: new[] { "invited_by", "invited_at" });

            migrationBuilder.CreateIndex(
                name: "IX_people_invitations_organisation",
                table: "people_invitations",
                column: "organisation");

            migrationBuilder.CreateIndex(
                name: "IX_people_invitations_token_hash",
                table: "people_invitations",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_people_invitations_used_by",
                table: "people_invitations",
                column: "used_by");

            migrationBuilder.CreateIndex(
                name: "IX_people_memberships_cohort",
                table: "people_memberships",
                column: "cohort");

            migrationBuilder.CreateIndex(
                name: "IX_people_memberships_hub",
                table: "people_memberships",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_people_memberships_hub_role",
                table: "people_memberships",
                columns: new[] { "hub", "role" });

            migrationBuilder.CreateIndex(
                name: "IX_people_memberships_organisation",
                table: "people_memberships",
                column: "organisation");

            migrationBuilder.CreateIndex(
                name: "IX_people_memberships_person",
                table: "people_memberships",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_people_one_time_links_address_hash_created_at",
                table: "people_one_time_links",
                columns: new[] { "address_hash", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_people_one_time_links_person",
                table: "people_one_time_links",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_people_one_time_links_token_hash",
                table: "people_one_time_links",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_people_organisation_names_organisation_id",
                table: "people_organisation_names",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "IX_people_organisations_code",
                table: "people_organisations",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_people_organisations_hub",
                table: "people_organisations",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_people_organisations_hub_name",
                table: "people_organisations",
                columns: new[] { "hub", "name" });

            migrationBuilder.CreateIndex(
                name: "IX_people_organisations_merged_into",
                table: "people_organisations",
                column: "merged_into");

            migrationBuilder.CreateIndex(
                name: "IX_people_passkeys_credential_key",
                table: "people_passkeys",
                column: "credential_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_people_passkeys_person",
                table: "people_passkeys",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_people_persons_email_key",
                table: "people_persons",
                column: "email_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_people_persons_name_key",
                table: "people_persons",
                column: "name_key");

            migrationBuilder.CreateIndex(
                name: "IX_people_sessions_person",
                table: "people_sessions",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_people_sessions_secret_hash",
                table: "people_sessions",
                column: "secret_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_publishing_edition_files_edition",
                table: "publishing_edition_files",
                column: "edition");

            migrationBuilder.CreateIndex(
                name: "IX_publishing_edition_files_file_hash",
                table: "publishing_edition_files",
                column: "file_hash");

            migrationBuilder.CreateIndex(
                name: "IX_publishing_editions_case_study",
                table: "publishing_editions",
                column: "case_study");

            migrationBuilder.CreateIndex(
                name: "IX_publishing_editions_code_number",
                table: "publishing_editions",
                columns: new[] { "code", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_publishing_editions_hub",
                table: "publishing_editions",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_publishing_editions_hub_published_at",
                table: "publishing_editions",
                columns: new[] { "hub", "published_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "casestudies_assignments");

            migrationBuilder.DropTable(
                name: "casestudies_contributions");

            migrationBuilder.DropTable(
                name: "casestudies_drafts");

            migrationBuilder.DropTable(
                name: "casestudies_figures");

            migrationBuilder.DropTable(
                name: "casestudies_leases");

            migrationBuilder.DropTable(
                name: "casestudies_references");

            migrationBuilder.DropTable(
                name: "casestudies_revisions");

            migrationBuilder.DropTable(
                name: "casestudies_sources");

            migrationBuilder.DropTable(
                name: "casestudies_tags");

            migrationBuilder.DropTable(
                name: "cohorts_places");

            migrationBuilder.DropTable(
                name: "files_files");

            migrationBuilder.DropTable(
                name: "hubs_funders");

            migrationBuilder.DropTable(
                name: "hubs_themes");

            migrationBuilder.DropTable(
                name: "jobs_queue");

            migrationBuilder.DropTable(
                name: "ledger_entries");

            migrationBuilder.DropTable(
                name: "ledger_heads");

            migrationBuilder.DropTable(
                name: "library_facets");

            migrationBuilder.DropTable(
                name: "library_reader_messages");

            migrationBuilder.DropTable(
                name: "mail_letters");

            migrationBuilder.DropTable(
                name: "people_affiliations");

            migrationBuilder.DropTable(
                name: "people_invitations");

            migrationBuilder.DropTable(
                name: "people_memberships");

            migrationBuilder.DropTable(
                name: "people_one_time_links");

            migrationBuilder.DropTable(
                name: "people_organisation_names");

            migrationBuilder.DropTable(
                name: "people_passkeys");

            migrationBuilder.DropTable(
                name: "people_sessions");

            migrationBuilder.DropTable(
                name: "publishing_edition_files");

            migrationBuilder.DropTable(
                name: "storage_keys");

            migrationBuilder.DropTable(
                name: "library_entries");

            migrationBuilder.DropTable(
                name: "publishing_editions");

            migrationBuilder.DropTable(
                name: "casestudies_case_studies");

            migrationBuilder.DropTable(
                name: "casestudies_framework_versions");

            migrationBuilder.DropTable(
                name: "cohorts_cohorts");

            migrationBuilder.DropTable(
                name: "people_organisations");

            migrationBuilder.DropTable(
                name: "casestudies_frameworks");

            migrationBuilder.DropTable(
                name: "people_persons");

            migrationBuilder.DropTable(
                name: "cohorts_programmes");

            migrationBuilder.DropTable(
                name: "hubs_hubs");
        }
    }
}
