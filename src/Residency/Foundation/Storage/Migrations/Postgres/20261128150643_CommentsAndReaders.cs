using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Residency.Foundation.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CommentsAndReaders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "casestudies_followings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_study = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    muted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    told_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    digest_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_followings", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_followings_casestudies_case_studies_case_study",
                        column: x => x.case_study,
                        principalTable: "casestudies_case_studies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_followings_people_persons_person",
                        column: x => x.person,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "casestudies_reader_links",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_study = table.Column<Guid>(type: "uuid", nullable: false),
                    hub = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false),
                    token_hash = table.Column<string>(type: "text", nullable: false),
                    invited_by = table.Column<Guid>(type: "uuid", nullable: true),
                    invited_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_by = table.Column<Guid>(type: "uuid", nullable: true),
                    first_opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_reader_links", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_reader_links_casestudies_case_studies_case_study",
                        column: x => x.case_study,
                        principalTable: "casestudies_case_studies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_reader_links_hubs_hubs_hub",
                        column: x => x.hub,
                        principalTable: "hubs_hubs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_reader_links_people_persons_invited_by",
                        column: x => x.invited_by,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_reader_links_people_persons_revoked_by",
                        column: x => x.revoked_by,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "casestudies_threads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_study = table.Column<Guid>(type: "uuid", nullable: false),
                    start = table.Column<string>(type: "text", nullable: false),
                    end = table.Column<string>(type: "text", nullable: false),
                    quotation = table.Column<string>(type: "text", nullable: false),
                    section = table.Column<string>(type: "text", nullable: false),
                    block = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    opened_by = table.Column<Guid>(type: "uuid", nullable: true),
                    opened_by_link = table.Column<Guid>(type: "uuid", nullable: true),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    resolved_by = table.Column<Guid>(type: "uuid", nullable: true),
                    resolved_by_name = table.Column<string>(type: "text", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_threads", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_threads_casestudies_case_studies_case_study",
                        column: x => x.case_study,
                        principalTable: "casestudies_case_studies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_threads_casestudies_reader_links_opened_by_link",
                        column: x => x.opened_by_link,
                        principalTable: "casestudies_reader_links",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_threads_people_persons_opened_by",
                        column: x => x.opened_by,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_threads_people_persons_resolved_by",
                        column: x => x.resolved_by,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "casestudies_comments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    thread = table.Column<Guid>(type: "uuid", nullable: false),
                    case_study = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    by_link = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_comments", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_comments_casestudies_case_studies_case_study",
                        column: x => x.case_study,
                        principalTable: "casestudies_case_studies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_comments_casestudies_reader_links_by_link",
                        column: x => x.by_link,
                        principalTable: "casestudies_reader_links",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_comments_casestudies_threads_thread",
                        column: x => x.thread,
                        principalTable: "casestudies_threads",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_comments_people_persons_by",
                        column: x => x.by,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_comments_by",
                table: "casestudies_comments",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_comments_by_link",
                table: "casestudies_comments",
                column: "by_link");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_comments_case_study",
                table: "casestudies_comments",
                column: "case_study");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_comments_case_study_at",
                table: "casestudies_comments",
                columns: new[] { "case_study", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_comments_thread",
                table: "casestudies_comments",
                column: "thread");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_comments_thread_at",
                table: "casestudies_comments",
                columns: new[] { "thread", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_followings_case_study",
                table: "casestudies_followings",
                column: "case_study");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_followings_case_study_person",
                table: "casestudies_followings",
                columns: new[] { "case_study", "person" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_followings_person",
                table: "casestudies_followings",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_reader_links_case_study",
                table: "casestudies_reader_links",
                column: "case_study");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_reader_links_case_study_invited_at",
                table: "casestudies_reader_links",
                columns: new[] { "case_study", "invited_at" });

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_reader_links_hub",
                table: "casestudies_reader_links",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_reader_links_invited_by",
                table: "casestudies_reader_links",
                column: "invited_by");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_reader_links_invited_by_invited_at",
                table: "casestudies_reader_links",
                columns: new[] { "invited_by", "invited_at" });

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_reader_links_revoked_by",
                table: "casestudies_reader_links",
                column: "revoked_by");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_reader_links_token_hash",
                table: "casestudies_reader_links",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_threads_case_study",
                table: "casestudies_threads",
                column: "case_study");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_threads_case_study_changed_at",
                table: "casestudies_threads",
                columns: new[] { "case_study", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_threads_case_study_state_changed_at",
                table: "casestudies_threads",
                columns: new[] { "case_study", "state", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_threads_opened_by",
                table: "casestudies_threads",
                column: "opened_by");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_threads_opened_by_link",
                table: "casestudies_threads",
                column: "opened_by_link");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_threads_resolved_by",
                table: "casestudies_threads",
                column: "resolved_by");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "casestudies_comments");

            migrationBuilder.DropTable(
                name: "casestudies_followings");

            migrationBuilder.DropTable(
                name: "casestudies_threads");

            migrationBuilder.DropTable(
                name: "casestudies_reader_links");
        }
    }
}
