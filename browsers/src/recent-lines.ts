const kept = 60
const longest = 240

/** The last lines in and out: a page shows them when its picture is taken. */
export class RecentLines {
  readonly #lines: string[] = []

  add(line: string): void {
    if (this.#lines.push(line.slice(0, longest)) > kept) this.#lines.shift()
  }

  show(): void {
    const text = document.createElement('pre')
    text.textContent = this.#lines.join('\n')
    document.body.replaceChildren(text)
  }
}
