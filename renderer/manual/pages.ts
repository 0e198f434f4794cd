/** The operator's manual, `docs/manuale/`: part of the program, so that it can be read without a network. */
const files = import.meta.glob<string>('../../docs/manuale/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})

export interface ManualPage {
  /** The file's name, by which pages link to each other. */
  readonly file: string
  readonly title: string
  /** Markdown, without its title. */
  readonly text: string
}

/** In reading order: the files' names begin with it. */
export const manualPages: readonly ManualPage[] = Object.entries(files)
  .sort(([one], [other]) => one.localeCompare(other))
  .map(([path, content]) => {
    const [title = '', ...rest] = content.split('\n')
    return { file: path.split('/').at(-1) ?? '', title: title.replace(/^#\s*/, ''), text: rest.join('\n') }
  })
