import { cellNumber, cellText } from "../../api/result";
import type { QueryResult } from "../../api/result";
import { countryCode, countryName } from "../../words/countries";
import { counted } from "../../words/numbers";
import { common, tooltipStyle } from "../base";
import { mixed } from "../colours";
import { columnsOf, numberColumns } from "../columns";
import type { Column } from "../columns";
import type { GeoChart, NoChart } from "../description";
import type { Drawn } from "../drawn";
import type { EngineOption } from "../engine";
import { scaleColour, shareOn } from "../scale";
import { factsTip } from "../tooltip";
import type { VisSettings } from "../vis";
import { dimensionColumns, noChart, rowName, scaleOver, sentence, stopsOf } from "./told";

const LATITUDE = /(^|[._ ])lat(itude)?$/i;
/** The outlines are too coarse to be looked at from nearer. */
const NEAREST = 12;
const LONGITUDE = /(^|[._ ])(lon|lng|long|longitude)$/i;

/** Points where rows have a place, as `location` or as two numbers; else countries by their names or codes. */
export function describeGeo(result: QueryResult, vis: VisSettings): GeoChart | NoChart {
    const columns = columnsOf(result, vis);
    const location = columns.find((column) => column.field.type === "location") ?? null;
    const latitude = columns.find((column) => LATITUDE.test(column.field.name)) ?? null;
    const longitude = columns.find((column) => LONGITUDE.test(column.field.name)) ?? null;
    if (location !== null || (latitude !== null && longitude !== null)) return points(result, vis, location, latitude, longitude);
    return regions(result, vis);
}

function regions(result: QueryResult, vis: VisSettings): GeoChart | NoChart {
    const [measure] = numberColumns(result, vis);
    const dimensions = dimensionColumns(result, vis);
    const coded = (column: Column) => result.rows.reduce((count, row) => count + (countryCode(cellText(column.cell(row))) === undefined ? 0 : 1), 0);
    const place = dimensions.reduce<Column | undefined>((best, column) => (coded(column) > (best === undefined ? 0 : coded(best)) ? column : best), undefined);
    if (measure === undefined || place === undefined) return noChart("A map needs countries, by name or ISO code, or a latitude and a longitude, and a measure.");
    const found = new Map<string, { value: number; text: string }>();
    const unknown = new Set<string>();
    for (const row of result.rows) {
        const text = cellText(place.cell(row));
        const code = countryCode(text);
        const value = cellNumber(measure.cell(row));
        if (code === undefined) unknown.add(text === "" ? "∅" : text);
        else if (value !== null && !found.has(code)) found.set(code, { value, text: cellText(measure.cell(row)) });
    }
    const list = [...found].map(([code, point]) => ({ code, name: countryName(code), ...point })).sort((a, b) => b.value - a.value);
    const named = list.slice(0, 3).map((region) => `${region.name} ${region.text}`).join(", ");
    return {
        kind: "geo", title: measure.title, regions: list, points: [], scale: scaleOver(list.map((region) => region.value), measure),
        summary: `${measure.title}: highest ${named}; ${counted(list.length, "country", "countries")}.`,
        stops: stopsOf(list.map((region) => `${region.name}: ${region.text}`)),
        leftOut: unknown.size === 0 ? "" : `Not on the map: ${[...unknown].slice(0, 4).join(", ")}${unknown.size > 4 ? ` and ${unknown.size - 4} more` : ""}.`,
    };
}

function points(result: QueryResult, vis: VisSettings, location: Column | null, latitude: Column | null, longitude: Column | null): GeoChart | NoChart {
    const columns = columnsOf(result, vis).filter((column) => ![location?.id, latitude?.id, longitude?.id].includes(column.id));
    const measure = numberColumns(result, vis).find((column) => columns.some((each) => each.id === column.id)) ?? null;
    const names = columns.filter((column) => column.field.category === "dimension");
    let missing = 0;
    const list = result.rows.flatMap((row) => {
        const [first, second] = String(location?.cell(row).value ?? "").split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
        const lat = location === null ? latitude === null ? NaN : cellNumber(latitude.cell(row)) ?? NaN : first ?? NaN;
        const lon = location === null ? longitude === null ? NaN : cellNumber(longitude.cell(row)) ?? NaN : second ?? NaN;
        if (!(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180)) {
            missing += 1;
            return [];
        }
        return [{
            name: rowName(names, row) || `${lat.toFixed(2)}, ${lon.toFixed(2)}`, latitude: lat, longitude: lon, size: measure === null ? null : cellNumber(measure.cell(row)),
            facts: columns.map((column) => [column.title, cellText(column.cell(row)) || "∅"] as const),
        }];
    });
    if (list.length === 0) return noChart("No row has a place on the map.");
    const largest = list.reduce((best, point) => ((point.size ?? 0) > (best.size ?? 0) ? point : best));
    return {
        kind: "geo", title: measure?.title ?? "Places", regions: [], points: list, scale: null,
        summary: sentence([`${counted(list.length, "place")}.`, measure === null ? "" : `${measure.title} is largest for ${largest.name}.`]),
        stops: stopsOf(list.map((point) => `${point.name}: ${point.facts.map(([name, text]) => `${name} ${text}`).join(", ")}`), 1),
        leftOut: missing > 0 ? `${counted(missing, "row")} ${missing === 1 ? "has" : "have"} no place.` : "",
    };
}

export function geoOption(chart: GeoChart, drawn: Drawn): EngineOption {
    const { palette, width, height } = drawn;
    const { scale } = chart;
    const largest = chart.points.reduce((most, point) => Math.max(most, point.size ?? 0), 0);
    // The world is about twice as wide as high.
    const fit = width > height * 2 ? { layoutCenter: ["50%", "52%"], layoutSize: height * 2.05 } : { layoutCenter: ["50%", "50%"], layoutSize: width };
    const view = chart.points.length === 0 ? {} : around(chart.points);
    const land = { areaColor: mixed(palette.page, palette.line, 75), borderColor: palette.surface, borderWidth: 0.7 };
    const coloured = chart.regions.map((region) => {
        const colour = scale === null || region.value === null ? palette.line : scaleColour(shareOn(scale, region.value), palette);
        return { name: region.code, itemStyle: { areaColor: colour }, emphasis: { itemStyle: { areaColor: colour, borderColor: palette.text, borderWidth: 1 } } };
    });
    return {
        ...common(drawn),
        tooltip: {
            ...tooltipStyle(palette), trigger: "item",
            formatter: (item: { seriesType?: string; name?: string; dataIndex?: number }) => {
                if (item.seriesType === "scatter") {
                    const point = chart.points[item.dataIndex ?? 0];
                    return point === undefined ? "" : factsTip(point.name, point.facts);
                }
                const region = chart.regions.find((each) => each.code === item.name);
                return factsTip(region?.name ?? countryName(item.name ?? ""), region === undefined ? [] : [[chart.title, region.text]]);
            },
        },
        geo: { map: "world", roam: true, scaleLimit: { min: 1, max: NEAREST }, ...fit, ...view, itemStyle: land, emphasis: { itemStyle: { areaColor: palette.line }, label: { show: false } }, tooltip: { show: true }, select: { disabled: true }, regions: coloured },
        series: [
            { type: "map", geoIndex: 0, selectedMode: false, cursor: "default", data: chart.regions.map((region) => ({ name: region.code, value: region.value })) },
            {
                type: "scatter", coordinateSystem: "geo", cursor: "default",
                itemStyle: { color: palette.series[0] ?? palette.accent, opacity: 0.75, borderColor: palette.surface, borderWidth: 0.5 },
                data: chart.points.map((point) => ({ value: [point.longitude, point.latitude], symbolSize: point.size === null || largest <= 0 ? 7 : 5 + 23 * Math.sqrt(Math.max(0, point.size) / largest) })),
            },
        ],
    };
}

/** The part of the world in which points lie, with room around it; the whole world where they lie all over it. */
export function around(points: ReadonlyArray<{ readonly latitude: number; readonly longitude: number }>): { center: readonly [number, number]; zoom: number } {
    const middle = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2;
    const span = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
    const [longitudes, latitudes] = [points.map((point) => point.longitude), points.map((point) => point.latitude)];
    const zoom = Math.min(NEAREST, 0.6 * Math.min(360 / Math.max(1, span(longitudes)), 180 / Math.max(1, span(latitudes))));
    return zoom < 1.5 ? { center: [0, 10], zoom: 1 } : { center: [middle(longitudes), middle(latitudes)], zoom };
}
