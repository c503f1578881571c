using Residency.Foundation.Actors;

namespace Residency.Share.Library.Model;

/// <summary>Everyone may read what is published.</summary>
public static class LibraryAccess
{
    public static readonly AccessTable Table = Build();

    private static AccessTable Build()
    {
        var table = new AccessTable();
        table.On(LibraryActions.View).Everyone(Reach.Published);
        table.On(LibraryActions.Write).Everyone(Reach.Hub);
        table.On(LibraryActions.Answer).Allow(Role.ProgrammeManager, Reach.Hub).Allow(Role.HubOwner, Reach.Hub);
        table.On(LibraryActions.Outside).Allow(Role.ProgrammeManager, Reach.Hub).Allow(Role.HubOwner, Reach.Hub);
        return table;
    }
}
