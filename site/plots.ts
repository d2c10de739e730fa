/** A script of its own, loaded when a plot is looked at: the library is larger than all the rest. */
import * as Plot from '@observablehq/plot'

export interface Timing {
  readonly id: string
  /** Scenario and transport. */
  readonly way: string
  readonly dialer: string
  readonly listener: string
  readonly connectMs: number
}

const milliseconds = { type: 'log', label: 'connect time, ms →', grid: true, inset: 8, tickFormat: 'd' } as const

function byWay(timings: readonly Timing[]): Element {
  return asPicture(
    Plot.plot({
      width: 960,
      marginLeft: 160,
      x: milliseconds,
      y: { label: null, domain: [...new Set(timings.map(({ way }) => way))] },
      marks: [
        Plot.dot(timings, {
          x: 'connectMs',
          y: 'way',
          r: 3,
          fillOpacity: 0.45,
          fill: 'currentColor',
          title: ({ id, connectMs }: Timing) => `${id}: ${connectMs.toFixed(1)} ms`,
        }),
        Plot.tickX(
          timings,
          Plot.groupY({ x: 'median' }, { x: 'connectMs', y: 'way', strokeWidth: 3, className: 'median' }),
        ),
      ],
    }),
  )
}

function byPair(timings: readonly Timing[]): Element {
  return asPicture(
    Plot.plot({
      width: 960,
      marginLeft: 120,
      padding: 0.06,
      x: { label: 'listener', axis: 'top' },
      y: { label: 'dialer' },
      color: { type: 'log', scheme: 'YlGnBu', label: 'connect time, ms', legend: false },
      marks: [
        Plot.cell(
          timings,
          Plot.group({ fill: 'median' }, { x: 'listener', y: 'dialer', fill: 'connectMs', className: 'pairs' }),
        ),
        Plot.text(
          timings,
          Plot.group(
            { text: (values: readonly number[]) => `${middle(values).toFixed(1)} ms` },
            { x: 'listener', y: 'dialer', text: 'connectMs', className: 'pair-times' },
          ),
        ),
      ],
    }),
  )
}

function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
}

/**
 * The policy of the page forbids style elements; style.css has what they would say. And the plot is one picture with
 * one name, whose parts may have none.
 */
function asPicture(plot: Element): Element {
  plot.querySelectorAll('style').forEach((style) => style.remove())
  plot.querySelectorAll('[aria-label]').forEach((part) => part.removeAttribute('aria-label'))
  return plot
}

const plots = { byWay, byPair }
declare global {
  var connectivityPlots: typeof plots
}
globalThis.connectivityPlots = plots
