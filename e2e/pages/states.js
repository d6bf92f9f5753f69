// Which example's conversation the page has: `states.html?coffee`.
addEventListener('DOMContentLoaded', () => {
  const urn = `urn:nuance-mix:tag:model/${location.search.slice(1)}/mix.dialog`;
  document.querySelector('bavard-chat').setAttribute('model-urn', urn);
  for (const font of document.fonts) font.load();
});
