using GraphSimulator.Journal;
using GraphSimulator.Limits;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

/// <summary>What holds for every run, whatever goes wrong in it.</summary>
internal static class Invariants
{
    // Of real time, on a machine that may be busy.
    private static readonly TimeSpan OnTheWay = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(60);

    public static void Check(ConnectorOutput output, string catalog, RequestJournal journal, UsageHeaderForm headers = UsageHeaderForm.Documented)
    {
        Assert.Empty(journal.Crashes);
        Assert.DoesNotContain(journal.Entries, call => call.SecretInUrl);
        Assert.DoesNotContain(journal.Entries, call => call.FollowedInsightsPaging);
        NobodyCallsAgainstABlock(journal.Entries, headers);
        Assert.Equal("", output.StandardError);
        // Of a run that ends before its streams are open only the form is known.
        ProtocolChecks.Verify(output, output.Logs.Any(log => log.Message.StartsWith("Summary: ", StringComparison.Ordinal)) ? catalog : null);
        ErrorsComeLast(output);
    }

    // Whoever was on the way when the block was first told can't be blamed; whoever sets out afterwards can. Where Facebook does not say how long a block lasts, somebody has to try, but not soon.
    private static void NobodyCallsAgainstABlock(IReadOnlyList<JournalEntry> calls, UsageHeaderForm headers)
    {
        var isTold = headers.HasFlag(UsageHeaderForm.RetryAfter) || (headers & (UsageHeaderForm.Missing | UsageHeaderForm.BrokenJson | UsageHeaderForm.NoEstimate)) == UsageHeaderForm.Documented;
        foreach (var call in calls.Where(call => call.WhileBlocked))
        {
            Assert.DoesNotContain(
                calls.Where(earlier => earlier.Elapsed + earlier.Took + OnTheWay < call.Elapsed),
                earlier => (earlier.ErrorCode == 80001 && earlier.PageId == call.PageId && (isTold || call.At - earlier.At < FirstTry))
                    || (earlier.ErrorCode is 4 or 17 && call.At - earlier.At < FirstTry));
        }
    }

    private static void ErrorsComeLast(ConnectorOutput output)
    {
        var types = output.Messages.Select(message => message["type"]!.GetValue<string>() == "TRACE" ? message["trace"]!["type"]!.GetValue<string>() : message["type"]!.GetValue<string>()).ToList();
        Assert.All(types.SkipWhile(type => type != "ERROR"), type => Assert.Equal("ERROR", type));
    }
}
