/** A file of an archive. */
export interface ZipEntry {
    readonly name: string;
    readonly content: Uint8Array;
}

const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
const STORED = 0;

/**
 * A ZIP archive of files as they are: tables of a dashboard are small, and whoever unpacks them needs no more than this.
 * The parts are those of PKWARE's APPNOTE: local headers (4.3.7), the central directory (4.3.12), its end (4.3.16).
 */
export function zipArchive(entries: readonly ZipEntry[], at: Date): Uint8Array {
    const files: Uint8Array[] = [];
    const directory: Uint8Array[] = [];
    let offset = 0;
    for (const { name, content } of entries) {
        const letters = new TextEncoder().encode(name);
        const about = [[VERSION, 2], [FLAGS, 2], [STORED, 2], ...moment(at), [crc32(content), 4], [content.length, 4], [content.length, 4], [letters.length, 2], [0, 2]] as const;
        const local = [little([[0x04034b50, 4], ...about]), letters, content];
        directory.push(little([[0x02014b50, 4], [VERSION, 2], ...about, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]]), letters);
        files.push(...local);
        offset += lengthOf(local);
    }
    const count = entries.length;
    const end = little([[0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [lengthOf(directory), 4], [offset, 4], [0, 2]]);
    return joined([...files, ...directory, end]);
}

/** A number and how many bytes it takes. */
type Part = readonly [value: number, bytes: 2 | 4];

function little(parts: readonly Part[]): Uint8Array {
    const view = new DataView(new ArrayBuffer(parts.reduce((sum, [, bytes]) => sum + bytes, 0)));
    let place = 0;
    for (const [value, bytes] of parts) {
        if (bytes === 2) view.setUint16(place, value, true);
        else view.setUint32(place, value, true);
        place += bytes;
    }
    return new Uint8Array(view.buffer);
}

/** Time and date as MS-DOS has them: two seconds exact, on the clock of whoever looks. */
function moment(at: Date): readonly [Part, Part] {
    return [
        [(at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1), 2],
        [(Math.max(0, at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate(), 2],
    ];
}

/** CRC-32 with the polynomial of ISO 3309, eight bits at a time. */
function crc32(bytes: Uint8Array): number {
    let sum = 0xffffffff;
    for (const byte of bytes) sum = (TABLE[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8);
    return (sum ^ 0xffffffff) >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
    return sum;
});

function lengthOf(parts: readonly Uint8Array[]): number {
    return parts.reduce((sum, part) => sum + part.length, 0);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
    const all = new Uint8Array(lengthOf(parts));
    let place = 0;
    for (const part of parts) {
        all.set(part, place);
        place += part.length;
    }
    return all;
}
