using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Residency.Foundation.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class NamedMoments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "title",
                table: "casestudies_revisions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "writers",
                table: "casestudies_revisions",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "title",
                table: "casestudies_revisions");

            migrationBuilder.DropColumn(
                name: "writers",
                table: "casestudies_revisions");
        }
    }
}
