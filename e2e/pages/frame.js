// Shows the page `src` in a frame, with the permissions `sandbox` if there are any.
addEventListener('DOMContentLoaded', () => {
  const wanted = new URLSearchParams(location.search);
  const frame = document.createElement('iframe');
  if (wanted.has('sandbox')) frame.setAttribute('sandbox', wanted.get('sandbox'));
  frame.title = 'A shop';
  frame.width = 480;
  frame.height = 640;
  frame.src = wanted.get('src');
  document.body.append(frame);
});
