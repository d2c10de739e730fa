import { createLogUpdate } from 'log-update'
import { frame } from './live-frame.ts'
import { advance, initialState } from './live-state.ts'
import type { Reporter } from './reporter.ts'

export interface Terminal extends NodeJS.WritableStream {
  readonly columns: number
  readonly rows: number
}

const redrawMs = 100

/** For a terminal: a window at its bottom that shows the run as it is, and is gone when the run has ended. */
export function liveView(terminal: Terminal, { colour }: { colour: boolean }): Reporter {
  // With a hidden cursor log-update would hook signals to bring it back: signals are the run's to handle.
  const window = createLogUpdate(terminal, { showCursor: true })
  let state = initialState(performance.now())
  let failure: { readonly error: unknown } | null = null

  const draw = () => {
    const { columns, rows } = terminal
    window(frame(state, performance.now(), { columns, rows, colour }))
  }
  const ticker = setInterval(() => {
    try {
      draw()
    } catch (error) {
      failure = { error }
      clearInterval(ticker)
    }
  }, redrawMs).unref()

  return {
    on: (event) => {
      if (failure !== null) throw failure.error
      state = advance(state, event, performance.now())
    },
    end: () => {
      clearInterval(ticker)
      window.clear()
    },
  }
}
