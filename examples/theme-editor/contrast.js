// Contrast of two colors by WCAG, whatever form they are written in.

const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

/** Red, green and blue, 0 to 255. */
export function channels(color) {
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

export const hex = (color) => `#${channels(color).map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;

export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color) {
  const [red, green, blue] = channels(color).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
