const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Arrow keys go from cell to cell of a table. */
export function moveInGrid(event: KeyboardEvent & { readonly currentTarget: HTMLTableElement }): void {
  const step = steps[event.key]
  const cell = (event.target as Element).closest('td')
  if (step === undefined || cell === null) return
  let [row, column] = [(cell.parentElement as HTMLTableRowElement).rowIndex, cell.cellIndex]
  const { rows } = event.currentTarget
  do {
    row += step[0]
    column += step[1]
    const link = rows[row]?.cells[column]?.querySelector('a')
    if (link) {
      event.preventDefault()
      link.focus()
      return
    }
  } while (row >= 0 && column >= 0 && row < rows.length && column < (rows[row]?.cells.length ?? 0))
}
