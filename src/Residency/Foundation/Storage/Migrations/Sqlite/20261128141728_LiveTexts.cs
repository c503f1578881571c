using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Residency.Foundation.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LiveTexts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "livetext_texts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    hub = table.Column<Guid>(type: "TEXT", nullable: false),
                    lineage = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    begun_at = table.Column<long>(type: "INTEGER", nullable: false),
                    damaged_at = table.Column<long>(type: "INTEGER", nullable: true),
                    damage = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_livetext_texts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "livetext_updates",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    text = table.Column<Guid>(type: "TEXT", nullable: false),
                    lineage = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    bytes = table.Column<byte[]>(type: "BLOB", nullable: false),
                    check = table.Column<long>(type: "INTEGER", nullable: false),
                    writer = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    added = table.Column<int>(type: "INTEGER", nullable: false),
                    removed = table.Column<int>(type: "INTEGER", nullable: false),
                    words = table.Column<int>(type: "INTEGER", nullable: false),
                    folded_into = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_livetext_updates", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "livetext_authors",
                columns: table => new
                {
                    text = table.Column<Guid>(type: "TEXT", nullable: false),
                    client = table.Column<long>(type: "INTEGER", nullable: false),
                    from_clock = table.Column<int>(type: "INTEGER", nullable: false),
                    writer = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    brought_by = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_livetext_authors", x => new { x.text, x.client, x.from_clock });
                    table.ForeignKey(
                        name: "FK_livetext_authors_livetext_texts_text",
                        column: x => x.text,
                        principalTable: "livetext_texts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "livetext_deletions",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    text = table.Column<Guid>(type: "TEXT", nullable: false),
                    client = table.Column<long>(type: "INTEGER", nullable: false),
                    clock = table.Column<int>(type: "INTEGER", nullable: false),
                    length = table.Column<int>(type: "INTEGER", nullable: false),
                    writer = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_livetext_deletions", x => x.number);
                    table.ForeignKey(
                        name: "FK_livetext_deletions_livetext_texts_text",
                        column: x => x.text,
                        principalTable: "livetext_texts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "livetext_sessions",
                columns: table => new
                {
                    text = table.Column<Guid>(type: "TEXT", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    writer = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: false),
                    added = table.Column<int>(type: "INTEGER", nullable: false),
                    removed = table.Column<int>(type: "INTEGER", nullable: false),
                    words = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_livetext_sessions", x => new { x.text, x.started_at, x.writer });
                    table.ForeignKey(
                        name: "FK_livetext_sessions_livetext_texts_text",
                        column: x => x.text,
                        principalTable: "livetext_texts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "livetext_snapshots",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    text = table.Column<Guid>(type: "TEXT", nullable: false),
                    lineage = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    bytes = table.Column<byte[]>(type: "BLOB", nullable: false),
                    check = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_livetext_snapshots", x => x.number);
                    table.ForeignKey(
                        name: "FK_livetext_snapshots_livetext_texts_text",
                        column: x => x.text,
                        principalTable: "livetext_texts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_livetext_authors_text",
                table: "livetext_authors",
                column: "text");

            migrationBuilder.CreateIndex(
                name: "IX_livetext_deletions_text",
                table: "livetext_deletions",
                column: "text");

            migrationBuilder.CreateIndex(
                name: "IX_livetext_sessions_text",
                table: "livetext_sessions",
                column: "text");

            migrationBuilder.CreateIndex(
                name: "IX_livetext_snapshots_text",
                table: "livetext_snapshots",
                column: "text");

            migrationBuilder.CreateIndex(
                name: "IX_livetext_texts_hub",
                table: "livetext_texts",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_livetext_updates_text_number",
                table: "livetext_updates",
                columns: new[] { "text", "number" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "livetext_authors");

            migrationBuilder.DropTable(
                name: "livetext_deletions");

            migrationBuilder.DropTable(
                name: "livetext_sessions");

            migrationBuilder.DropTable(
                name: "livetext_snapshots");

            migrationBuilder.DropTable(
                name: "livetext_updates");

            migrationBuilder.DropTable(
                name: "livetext_texts");
        }
    }
}
