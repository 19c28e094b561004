// Renders what /preview/messages.json holds, as near to Teams as a host configuration comes.
"use strict";

const text = (strong, subtle) => ({ default: strong, subtle });

const ground = (background, colors) => ({
  backgroundColor: background,
  foregroundColors: Object.fromEntries(Object.entries(colors).map(([name, color]) => [name, text(color, color)])),
});

const lightText = { default: "#242424", accent: "#4f52b2", good: "#237b4b", warning: "#835c00", attention: "#b4262c" };
const darkText = { default: "#ffffff", accent: "#a6a7ff", good: "#92c353", warning: "#f8d22a", attention: "#f9526b" };

const themes = {
  light: { default: ground("#ffffff", lightText), emphasis: ground("#f5f5f5", lightText), accent: ground("#e8ebfa", lightText), good: ground("#e7f2da", lightText), warning: ground("#fbf6d9", lightText), attention: ground("#fcf4f6", lightText) },
  dark: { default: ground("#292929", darkText), emphasis: ground("#141414", darkText), accent: ground("#2f2f4a", darkText), good: ground("#0d2e0d", darkText), warning: ground("#463100", darkText), attention: ground("#3e1f25", darkText) },
};

const hostConfig = (theme) => new AdaptiveCards.HostConfig({
  fontFamily: "'Segoe UI', system-ui, sans-serif",
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  supportsInteractivity: true,
  actions: { maxActions: 6, buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left", showCard: { actionMode: "inline" } },
  containerStyles: themes[theme],
});

// Teams reads Markdown in text blocks, and shows mentions by name.
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (source, result) => {
  result.outputHtml = markdownit({ linkify: true }).render(source.replace(/<at>([^<]*)<\/at>/g, "@$1"));
  result.didProcess = true;
};

const render = (source, theme) => {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = hostConfig(theme);
  card.onExecuteAction = (action) => { if (action instanceof AdaptiveCards.OpenUrlAction) window.open(action.url, "_blank", "noopener"); };
  const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_4);
  card.parse(source, context);
  const problems = [...Array(context.eventCount).keys()].map((at) => context.getEventAt(at).message)
    .concat(card.validateProperties().validationEvents.map((event) => event.message));
  const view = document.createElement("div");
  view.className = `card ${theme}`;
  view.append(card.render());
  view.dataset.problems = JSON.stringify(problems);
  return view;
};

const element = (name, content, className) => {
  const made = document.createElement(name);
  made.textContent = content;
  if (className) made.className = className;
  return made;
};

const show = (message) => {
  const section = document.createElement("section");
  section.id = message.name;
  const views = document.createElement("div");
  views.className = "views";
  const texts = document.createElement("div");
  texts.className = "texts";
  texts.append(element("h3", "Mail"), element("pre", message.email), element("h3", "Text message"), element("pre", message.sms));
  views.append(render(message.card, "light"), render(message.card, "dark"), texts);
  section.append(element("h2", message.title), views);
  return section;
};

const start = async () => {
  const state = document.getElementById("state");
  if (typeof AdaptiveCards === "undefined" || typeof markdownit === "undefined") {
    state.textContent = "The card renderer is not installed: run npm ci in the repository, and load this page again.";
    return;
  }
  const messages = await (await fetch("/preview/messages.json")).json();
  document.querySelector("main").append(...messages.map(show));
  state.textContent = `${messages.length} messages: the card in light and dark, the mail, the text message.`;
  document.body.dataset.ready = "true";
};

start();
