using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Residency.Foundation.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ImportsAndPurges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "casestudies_imports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hub = table.Column<Guid>(type: "TEXT", nullable: false),
                    cohort = table.Column<Guid>(type: "TEXT", nullable: true),
                    by = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    touched_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    texts = table.Column<int>(type: "INTEGER", nullable: false),
                    created = table.Column<int>(type: "INTEGER", nullable: false),
                    updated = table.Column<int>(type: "INTEGER", nullable: false),
                    unchanged = table.Column<int>(type: "INTEGER", nullable: false),
                    refused = table.Column<int>(type: "INTEGER", nullable: false),
                    ignored = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_imports", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_imports_cohorts_cohorts_cohort",
                        column: x => x.cohort,
                        principalTable: "cohorts_cohorts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_imports_hubs_hubs_hub",
                        column: x => x.hub,
                        principalTable: "hubs_hubs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_imports_people_persons_by",
                        column: x => x.by,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "casestudies_purges",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_study = table.Column<Guid>(type: "TEXT", nullable: false),
                    asked_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_purges", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_purges_casestudies_case_studies_case_study",
                        column: x => x.case_study,
                        principalTable: "casestudies_case_studies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_purges_people_persons_asked_by",
                        column: x => x.asked_by,
                        principalTable: "people_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "casestudies_imported_files",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    import = table.Column<Guid>(type: "TEXT", nullable: false),
                    order = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    use = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    stored = table.Column<string>(type: "TEXT", maxLength: 9, nullable: true),
                    is_used = table.Column<bool>(type: "INTEGER", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    case_study = table.Column<Guid>(type: "TEXT", nullable: true),
                    line = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_casestudies_imported_files", x => x.id);
                    table.ForeignKey(
                        name: "FK_casestudies_imported_files_casestudies_case_studies_case_study",
                        column: x => x.case_study,
                        principalTable: "casestudies_case_studies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_casestudies_imported_files_casestudies_imports_import",
                        column: x => x.import,
                        principalTable: "casestudies_imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_imported_files_case_study",
                table: "casestudies_imported_files",
                column: "case_study");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_imported_files_import",
                table: "casestudies_imported_files",
                column: "import");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_imported_files_import_order",
                table: "casestudies_imported_files",
                columns: new[] { "import", "order" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_imports_by",
                table: "casestudies_imports",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_imports_cohort",
                table: "casestudies_imports",
                column: "cohort");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_imports_hub",
                table: "casestudies_imports",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_imports_hub_at",
                table: "casestudies_imports",
                columns: new[] { "hub", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_purges_asked_by",
                table: "casestudies_purges",
                column: "asked_by");

            migrationBuilder.CreateIndex(
                name: "IX_casestudies_purges_case_study",
                table: "casestudies_purges",
                column: "case_study",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "casestudies_imported_files");

            migrationBuilder.DropTable(
                name: "casestudies_purges");

            migrationBuilder.DropTable(
                name: "casestudies_imports");
        }
    }
}
