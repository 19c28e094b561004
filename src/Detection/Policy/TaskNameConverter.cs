namespace RootWatch.Detection.Policy;

internal sealed class TaskNameConverter() : TextConverter<TaskName>("an activity, such as Billing, or the id of a catalogue entry, such as user-created; the list of detections in docs/detections has them all")
{
    protected override bool TryParse(string text, out TaskName value)
    {
        value = new TaskName(text);
        return TaskName.All.Contains(text, StringComparer.Ordinal);
    }
}
