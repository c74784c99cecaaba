import { deepEqual, equal, test } from "./assertions";
import { ApiError } from "../../web/src/api/http";
import { readResult } from "../../web/src/api/result";
import { collect } from "../../web/src/features/dashboards/tileFiles";
import type { TileSource } from "../../web/src/features/dashboards/tileFiles";
import { resultFile } from "../../web/src/results/resultFile";
import { zipArchive } from "../../web/src/results/zip";
import { safeName, uniqueNames } from "../../web/src/words/fileNames";

const bytes = (text: string) => new TextEncoder().encode(text);
const hex = (content: Uint8Array) => [...content].map((byte) => byte.toString(16).padStart(2, "0")).join("");

test("an archive has the bytes that Python's zipfile gives it", () => {
    // zipfile.ZipFile(…, "w", ZIP_STORED) with ZipInfo(name, (2026, 3, 4, 9, 30, 12)), create_system = 0 and no attributes.
    const expected = [
        "504b0304140000080000c64b645cf2b4d9ef0a0000000a0000000b0000004772c3b6c39f652e637376612c620d0a312c320d0a504b03041400000800",
        "00c64b645c0000000000000000000000000b000000c38974c3a920322e637376504b01021400140000080000c64b645cf2b4d9ef0a0000000a000000",
        "0b00000000000000000000000000000000004772c3b6c39f652e637376504b01021400140000080000c64b645c0000000000000000000000000b0000",
        "000000000000000000000033000000c38974c3a920322e637376504b05060000000002000200720000005c0000000000",
    ];
    const entries = [{ name: "Größe.csv", content: bytes("a,b\r\n1,2\r\n") }, { name: "Été 2.csv", content: bytes("") }];
    equal(hex(zipArchive(entries, new Date(2026, 2, 4, 9, 30, 12))), expected.join(""));
});

test("files are called after titles, whatever these hold, and no two alike", () => {
    equal(safeName(" Net/gross: \"revenue\"\n2026? "), "Net gross revenue 2026");
    equal(safeName("???"), "soundings");
    equal(safeName("é".repeat(300)).length, 100);
    deepEqual(uniqueNames(["Sales", "sales", "", "Sales 2", "a/b", "a\\b"], "Tile"), ["Sales", "sales 2", "Tile", "Sales 2 2", "a b", "a b 2"]);
});

test("a merged answer is taken along with its labels and values, and with nothing that a spreadsheet would compute", async () => {
    const field = (name: string, label: string) => ({ name, label, type: "string" });
    const answer = readResult({
        fields: { dimensions: [field("a.name", "Name")], measures: [field("a.count", "Count, all"), field("b.text", "Text")] },
        data: [
            { "a.name": { value: "one, \"two\"" }, "a.count": { value: -1500, rendered: "-1,500" }, "b.text": { value: "=1+1" } },
            { "a.name": { value: null }, "a.count": { value: 0 }, "b.text": { value: "a\nb" } },
        ],
    });
    equal(await resultFile(answer).text(), "Name,\"Count, all\",Text\r\n\"one, \"\"two\"\"\",-1500,'=1+1\r\n,0,\"a\nb\"\r\n");
});

const tile = (title: string, content: string | Error): TileSource => ({
    title, load: () => (typeof content === "string" ? Promise.resolve({ title, content: new Blob([content]) }) : Promise.reject(content)),
});

test("a tile that fails is named, and the others come in their order", async () => {
    const seen: number[] = [];
    const sources = [tile("First", "1"), tile("Second", new ApiError("refused", 400, "Unknown field.")), tile("Third", new Error("internal")), tile("First", "4")];
    const { archive, count, missing } = await collect(sources, new AbortController().signal, (done) => seen.push(done));
    equal(count, 2);
    deepEqual(seen, [1, 2, 3, 4]);
    deepEqual(missing, [{ title: "Second", problem: "Unknown field." }, { title: "Third", problem: "It could not be read. Try again." }]);
    const text = new TextDecoder().decode(archive ?? new Uint8Array());
    equal(text.indexOf("First.csv1") > 0 && text.indexOf("First 2.csv4") > text.indexOf("First.csv1"), true);
});

test("there is no archive without a file, and none for whoever has given it up", async () => {
    const { archive } = await collect([tile("Only", new ApiError("broken", 500, "It tripped."))], new AbortController().signal, () => undefined);
    equal(archive, null);
    const controller = new AbortController();
    const stopped = collect([tile("One", "1"), { title: "Two", load: () => { controller.abort(); return Promise.reject(controller.signal.reason); } }], controller.signal, () => undefined);
    equal(await stopped.then(() => "came", () => "stopped"), "stopped");
});
