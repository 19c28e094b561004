using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Notifications.Teams.Cards;

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextBlock), "TextBlock")]
[JsonDerivedType(typeof(RichTextBlock), "RichTextBlock")]
internal abstract record CardElement;
