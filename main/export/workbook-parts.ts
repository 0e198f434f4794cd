import { element } from './xml.ts'

// The small parts of a workbook around its sheets (ECMA-376 part 1, 12.3 and 18.2).
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Where the sheet of that index (from 0) is inside the file. */
export function sheetPath(index: number): string {
  return `xl/worksheets/sheet${index + 1}.xml`
}

/** Every part but the sheets, by path. */
export function workbookParts(sheets: readonly string[]): Readonly<Record<string, string>> {
  return {
    '[Content_Types].xml': contentTypes(sheets),
    '_rels/.rels': related([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbook(sheets),
    'xl/_rels/workbook.xml.rels': related([
      ...sheets.map((_, index) => [`rId${index + 1}`, 'worksheet', sheetPath(index).slice(3)] as const),
      ['rIdStyles', 'styles', 'styles.xml'],
    ]),
    'xl/styles.xml': stylesPart,
  }
}

function contentTypes(sheets: readonly string[]): string {
  const part = (path: string, type: string) =>
    element('Override', '', { PartName: `/${path}`, ContentType: `${sheetType}.${type}+xml` })
  const parts = [
    element('Default', '', {
      Extension: 'rels',
      ContentType: 'application/vnd.openxmlformats-package.relationships+xml',
    }),
    element('Default', '', { Extension: 'xml', ContentType: 'application/xml' }),
    part('xl/workbook.xml', 'sheet.main'),
    part('xl/styles.xml', 'styles'),
    ...sheets.map((_, index) => part(sheetPath(index), 'worksheet')),
  ]
  return (
    declaration +
    element('Types', parts, { xmlns: 'http://schemas.openxmlformats.org/package/2006/content-types' })
  )
}

function workbook(names: readonly string[]): string {
  const sheets = names.map((name, index) =>
    element('sheet', '', { name, sheetId: String(index + 1), 'r:id': `rId${index + 1}` }),
  )
  return declaration + element('workbook', [element('sheets', sheets)], { xmlns: main, 'xmlns:r': office })
}

function related(targets: readonly (readonly [id: string, type: string, target: string])[]): string {
  const rows = targets.map(([Id, type, Target]) =>
    element('Relationship', '', { Id, Type: `${office}/${type}`, Target }),
  )
  return declaration + element('Relationships', rows, { xmlns: relationships })
}

/** The cell formats in the order of `styles` in `sheet-xml.ts`: plain, header, date, amount, number, text, day. */
const stylesPart = `${declaration}<styleSheet xmlns="${main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/><numFmt numFmtId="165" formatCode="#,##0.00####"/><numFmt numFmtId="166" formatCode="dd/mm/yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
