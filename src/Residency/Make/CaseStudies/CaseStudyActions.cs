namespace Residency.Make.CaseStudies;

/// <summary>What can be done with a case study.</summary>
public static class CaseStudyActions
{
    public const string Create = "cs.create";
    public const string View = "cs.view";
    public const string Edit = "cs.edit";
    public const string Suggest = "cs.suggest";
    public const string Comment = "cs.comment";
    public const string CommentDelete = "cs.comment.delete";

    /// <summary>Wanting no mails about comments, by the link of such a mail.</summary>
    public const string CommentMute = "cs.comment.mute";

    /// <summary>Mailing about comments; only the product itself does it.</summary>
    public const string CommentTell = "cs.comment.tell";

    /// <summary>Inviting somebody without an account to suggest and comment.</summary>
    public const string ReaderInvite = "cs.reader.invite";
    public const string ReaderList = "cs.reader.list";
    public const string ReaderRevoke = "cs.reader.revoke";

    /// <summary>Following such an invitation.</summary>
    public const string ReaderOpen = "cs.reader.open";

    /// <summary>Forgetting the addresses of people whose links have ended; only the product itself does it.</summary>
    public const string ReaderForget = "cs.reader.forget";

    /// <summary>Title, authors, licence, tags and other descriptions.</summary>
    public const string MetaEdit = "cs.meta.edit";
    public const string HistoryView = "cs.history.view";
    public const string HistoryRestore = "cs.history.restore";
    public const string AudienceSet = "cs.audience.set";
    public const string Assign = "cs.assign";
    public const string AttachmentUpload = "cs.attachment.upload";
    public const string Export = "cs.export";

    /// <summary>Replace the text of one case study by a file.</summary>
    public const string Import = "cs.import";

    /// <summary>Make case studies of many files at once.</summary>
    public const string ImportMany = "cs.import.many";
    public const string StateAdvance = "cs.state.advance";
    public const string Delete = "cs.delete";
    public const string Undelete = "cs.undelete";
    public const string Purge = "cs.purge";
    public const string Move = "cs.move";
    public const string MoveToAnotherHub = "cs.move.hub";
    public const string FrameworkView = "cs.framework.view";
    public const string FrameworkEdit = "cs.framework.edit";
}
