using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Residency.Foundation.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WorksPublishedElsewhere : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "library_outside_works",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hub = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    creators = table.Column<string>(type: "TEXT", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    doi = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: false),
                    licence = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_library_outside_works", x => x.id);
                    table.ForeignKey(
                        name: "FK_library_outside_works_hubs_hubs_hub",
                        column: x => x.hub,
                        principalTable: "hubs_hubs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_library_outside_works_hub",
                table: "library_outside_works",
                column: "hub");

            migrationBuilder.CreateIndex(
                name: "IX_library_outside_works_hub_doi",
                table: "library_outside_works",
                columns: new[] { "hub", "doi" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "library_outside_works");
        }
    }
}
