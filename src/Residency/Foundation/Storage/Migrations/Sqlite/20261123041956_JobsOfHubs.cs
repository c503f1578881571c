using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Residency.Foundation.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class JobsOfHubs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "detail",
                table: "jobs_queue",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "hub",
                table: "jobs_queue",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_jobs_queue_hub_state",
                table: "jobs_queue",
                columns: new[] { "hub", "state" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_jobs_queue_hub_state",
                table: "jobs_queue");

            migrationBuilder.DropColumn(
                name: "detail",
                table: "jobs_queue");

            migrationBuilder.DropColumn(
                name: "hub",
                table: "jobs_queue");
        }
    }
}
