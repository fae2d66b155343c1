/** Lines on a field of 24 by 24. */
const SHAPES = {
  info: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z', 'M12 11.2v5', 'M12 7.8h.01'],
  warning: ['M12 4.2 2.9 19.6h18.2Z', 'M12 10v4.4', 'M12 16.9h.01'],
  success: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z', 'm8.3 12.3 2.5 2.5 4.9-5.2'],
  tip: [
    'M9.2 17.6h5.6',
    'M10.2 20.6h3.6',
    'M12 3.4a6 6 0 0 0-3.7 10.7c.6.5.9 1.2.9 2v1.5h5.6v-1.5c0-.8.3-1.5.9-2A6 6 0 0 0 12 3.4Z',
  ],
  page: ['M14 3H6.8v18h11.2V7Z', 'M14 3v4h4'],
  chevron: ['m9.5 6 6 6-6 6'],
  play: ['M8.5 5.8v12.4l10-6.2Z'],
} as const

export type IconName = keyof typeof SHAPES

const SVG = 'http://www.w3.org/2000/svg'

/** A line drawing for views that are made without React. It says nothing to screen readers. */
export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.setAttribute('class', 'block-icon')
  for (const line of SHAPES[name]) {
    const path = document.createElementNS(SVG, 'path')
    path.setAttribute('d', line)
    svg.append(path)
  }
  return svg
}
