import { useEffect, useMemo, useState } from "react";
import { customFieldSource, readCustomFields, withoutCustomField } from "../../api/customFields";
import { readField } from "../../api/fields";
import type { Explore } from "../../api/models";
import type { QueryBody } from "../../api/queries";
import { useSession } from "../../api/SessionContext";
import { suggestedType } from "../../charts/describe";
import type { TableTools } from "../../charts/TableToolsContext";
import { TableToolsContext } from "../../charts/TableToolsContext";
import { readSort } from "../../charts/tableSorts";
import { readVis } from "../../charts/vis";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { AddFilter } from "../../filters/AddFilter";
import { FilterChip } from "../../filters/FilterChip";
import type { FilterSubject } from "../../filters/FilterChip";
import { Link } from "../../navigation/Link";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf } from "../../navigation/query";
import type { QueryPairs } from "../../navigation/query";
import { useShortcuts } from "../../navigation/useShortcuts";
import { DataTime } from "../../results/DataTime";
import { Downloads } from "../../results/Downloads";
import type { ActiveFilter } from "../../results/EmptyAnswer";
import { explorePairs, LOOK_PAIR, MERGE_PAIR, TILE_PAIR } from "../../results/exploreAddress";
import { fieldSubject, withCounts } from "../../results/subjects";
import { useAnswer } from "../../results/useAnswer";
import { Band } from "./Band";
import { CustomFieldDialog } from "./custom/CustomFieldDialog";
import { emptyDraft, readDraft } from "./custom/draft";
import type { Draft } from "./custom/draft";
import { DataBand } from "./DataBand";
import { defaultFill } from "./defaultFill";
import { changedVis, sortsInForce, withField, withoutAliases, withoutField, withPivot } from "./edits";
import { FieldPicker } from "./FieldPicker";
import { FilterExpression } from "./FilterExpression";
import { ToMerge } from "./merge/ToMerge";
import { PictureBand } from "./PictureBand";
import { QuickStarts } from "./QuickStarts";
import { SaveDialog } from "./SaveDialog";
import { SaveMenu } from "./SaveMenu";
import { ShareMenu } from "./ShareMenu";
import { UnknownFields } from "./UnknownFields";

/** Where a question is put together: fields at the left, then filters, picture and data. Each step is one of the browser's history. */
export function ExploreDesk({ explore, query: asked }: { explore: Explore; query: QueryBody }): JSX.Element {
    const session = useSession();
    const [added, setAdded] = useState<string | null>(null);
    const [making, setMaking] = useState<{ readonly draft: Draft; readonly editing: string | null } | null>(null);
    const [saving, setSaving] = useState<"look" | "dashboard" | null>(null);
    const [note, setNote] = useState("");
    const fields = useMemo(() => new Map(explore.fields.map((field) => [field.name, field])), [explore]);
    const custom = useMemo(() => readCustomFields(asked.dynamicFields), [asked.dynamicFields]);
    // Custom fields are filtered as others are; what they hold is known from their kind alone.
    const own = useMemo(() => custom.filter((field) => field.category !== "calculation" && !field.disabled).map((field) => readField({
        name: field.name, label: field.label, label_short: field.label, category: field.category, view_label: "Custom fields",
        type: field.category === "measure" ? "number" : "string", is_numeric: field.category === "measure",
    })), [custom]);
    const isUnknown = (name: string) => !fields.has(name) && !custom.some((field) => field.name === name);
    const unknown = asked.fields.filter(isUnknown);
    const lost = [...new Set([...unknown, ...asked.sorts.map((sort) => readSort(sort).field).filter(isUnknown)])];
    const fillable = defaultFill(asked, fields, custom);
    const query = asked.fillFields === null ? { ...asked, fillFields: fillable } : asked;
    const asks = query.fields.length > 0;
    const answer = useAnswer(asks ? query : null);
    // What the address leaves to the explore stays so.
    const { query: pairs } = useLocation();
    const origins = pairs.filter(([key]) => key === LOOK_PAIR || key === TILE_PAIR || key === MERGE_PAIR);
    const addressed = (next: QueryBody): QueryPairs => [...explorePairs(next), ...origins];
    const change = (next: Partial<QueryBody>) => {
        setNote("");
        navigateQuery(addressed({ ...asked, ...next }));
    };
    const isDimension = (name: string) => (fields.get(name) ?? custom.find((field) => field.name === name))?.category === "dimension";
    const type = typeof query.visConfig["type"] === "string" ? query.visConfig["type"] : "";
    const shown = [
        ...query.fields.flatMap((name) => fields.get(name) ?? []),
        ...custom.filter((field) => !field.disabled && (field.category === "calculation" || query.fields.includes(field.name))).map((field) => ({ ...field, grain: null })),
    ];
    const failed = useMemo(() => {
        const answered = answer.outdated ? undefined : answer.value;
        return answered === undefined || answered.errors.length > 0 ? []
            : custom.filter((field) => field.category === "calculation" && !field.disabled && !answered.measures.some(({ name, error }) => name === field.name && error === "")).map((field) => field.name);
    }, [custom, answer.outdated, answer.value]);
    useEffect(() => {
        if (unknown.length > 0 && answer.value !== undefined && !answer.outdated) navigateQuery(addressed(withoutAliases(asked, unknown, answer.value)), "replace");
    }, [unknown.join(","), answer.value, answer.outdated]);
    const drawnType = type !== "" ? type : suggestedType({
        dimensions: shown.filter((field) => field.category === "dimension" && !query.pivots.includes(field.name)),
        measures: shown.filter((field) => field.category === "measure" || field.category === "calculation").length,
        pivots: query.pivots.length,
        rows: answer.outdated ? undefined : answer.value?.rows.length,
    });
    const settings = JSON.stringify(query.visConfig);
    const vis = useMemo(() => readVis({ ...query.visConfig, type: drawnType }), [settings, drawnType]);
    const isTable = drawnType === "table" || drawnType === "looker_grid";
    const tableVis = useMemo(() => readVis({ ...query.visConfig, type: "table", ...(isTable ? {} : { hidden_fields: [] }) }), [settings, isTable]);
    const names = [...new Set([...Object.keys(query.filters), ...(added === null ? [] : [added])])];
    const filters = names.map((name): ActiveFilter => ({
        subject: subjectOf(name),
        expression: query.filters[name] ?? "",
        onChange: (expression) => setFilter(name, expression),
    }));
    function subjectOf(name: string): FilterSubject {
        const field = own.find((each) => each.name === name);
        // No server suggests values of a field that no model knows.
        return field === undefined ? withCounts(fieldSubject(query.model, query.explore, name, fields.get(name)), fields.get(name), explore.fields)
            : { ...fieldSubject(query.model, query.explore, name, field), source: null };
    }
    const setVis = (next: Readonly<Record<string, unknown>>) => change({ visConfig: changedVis(asked.visConfig, next) });

    function setFilter(name: string, expression: string): void {
        const { [name]: _, ...rest } = query.filters;
        setAdded((current) => (current === name ? null : current));
        change({ filters: expression.trim() === "" ? rest : { ...query.filters, [name]: expression } });
    }

    function removeCustom(name: string): void {
        const { [name]: _, ...rest } = query.filters;
        change({ ...withoutField(asked, name), filters: rest, dynamicFields: withoutCustomField(query.dynamicFields, name) });
    }

    function editCustom(name: string): void {
        const source = customFieldSource(asked.dynamicFields, name);
        const draft = source === undefined ? undefined : readDraft(source);
        if (draft === undefined) setNote("This field was made elsewhere and can't be changed here. It can be removed.");
        else setMaking({ draft, editing: name });
    }

    const drawn = { ...query, visConfig: { ...query.visConfig, type: drawnType } };
    const sorts = sortsInForce(query, answer.value);
    const tools: TableTools = {
        sorts, settings: query.visConfig, onSort: (next) => change({ sorts: next }), onSettings: setVis, onFilter: (name) => setAdded(name), onFilterValue: setFilter,
        onRemove: (name) => change(withoutField(asked, name)), onPivot: (name) => change(withPivot(asked, name)), belowChart: !isTable,
    };
    useShortcuts({ r: answer.reload, "mod+enter": answer.reload });
    return (
        <div className="explore">
            <FieldPicker
                explore={explore} custom={custom} failed={failed} chosen={query.fields} pivots={query.pivots} filtered={names}
                onToggle={(name) => change(query.fields.includes(name) ? withoutField(asked, name) : withField(asked, name, isDimension))}
                onPivot={(name) => change(withPivot(asked, name))} onFilter={setAdded} onRemove={removeCustom} onEdit={editCustom}
                onCreate={session.permissions.has("create_custom_fields") || session.permissions.has("create_table_calculations")
                    ? (kind, basedOn) => setMaking({ draft: { ...emptyDraft(kind, kind === "calculation" ? "" : basedOn), ...(kind === "calculation" && basedOn !== "" ? { expression: `\${${basedOn}}` } : {}) }, editing: null }) : null}
            />
            <div className="explore-main">
                <header className="page-head">
                    <nav className="path" aria-label="Explores"><Link href="/explore">Explore</Link></nav>
                    <div className="page-title">
                        <h1>{explore.label}</h1>
                        <div className="page-actions">
                            {asks && <ShareMenu query={drawn} />}
                            {asks && <Downloads query={query} name={explore.label} />}
                            {asks && !session.visitor && <SaveMenu query={drawn} look={valueOf(pairs, LOOK_PAIR)} tile={valueOf(pairs, TILE_PAIR)} onSave={setSaving} onSaid={setNote} />}
                            {asks && valueOf(pairs, MERGE_PAIR) !== undefined && <ToMerge query={query} merge={valueOf(pairs, MERGE_PAIR) ?? ""} onSaid={setNote} />}
                            {asks && <Button look="primary" onClick={answer.reload} title="Ctrl Enter">Run</Button>}
                        </div>
                    </div>
                    {explore.description !== "" && <p className="page-text">{explore.description}</p>}
                    <p className="page-facts"><DataTime query={query} /></p>
                    {note !== "" && <p className="answer-warning" role="status">{note}</p>}
                </header>
                <Band title="Filters" note={names.length + (query.filterExpression === "" ? 0 : 1) === 0 ? "" : String(names.length + (query.filterExpression === "" ? 0 : 1))} startsOpen>
                    <div className="filters" aria-label="Filters" role="group">
                        {filters.map((filter) => (
                            <FilterChip
                                key={filter.subject.id} subject={filter.subject} expression={filter.expression} startsOpen={filter.subject.id === added}
                                onChange={(expression) => setFilter(filter.subject.id, expression)} onClear={() => setFilter(filter.subject.id, "")}
                                onClosed={() => setAdded((current) => (current === filter.subject.id ? null : current))}
                            />
                        ))}
                        <FilterExpression explore={explore} custom={custom} expression={query.filterExpression} onChange={(filterExpression) => change({ filterExpression })} />
                        <AddFilter fields={[...explore.fields, ...own]} loading={false} onOpen={() => undefined} onChoose={(field) => setAdded(field.name)} />
                    </div>
                </Band>
                {!asks ? (
                    <>
                        <Notice title="Pick a field to begin." icon="explore">
                            Dimensions make the rows, measures count and sum them. The answer comes by itself.
                        </Notice>
                        <QuickStarts queries={explore.quickStarts} />
                    </>
                ) : lost.length > 0 && !answer.loading && (answer.error?.kind === "refused" || answer.error?.kind === "missing") ? (
                    <UnknownFields
                        names={lost} known={explore.fields.map((field) => field.name)}
                        onDrop={() => change(lost.reduce((kept, name) => ({ ...kept, ...withoutField(kept, name) }), asked))}
                    />
                ) : (
                    <TableToolsContext.Provider value={tools}>
                        <PictureBand query={query} answer={answer} type={drawnType} vis={vis} label={explore.label} filters={filters} onChange={setVis} />
                        <DataBand
                            query={query} answer={answer} vis={tableVis} label={explore.label} filters={filters} fillable={fillable.length > 0} sorts={sorts}
                            rowDimensions={shown.filter((field) => field.category === "dimension" && !query.pivots.includes(field.name)).map((field) => field.name)} onChange={change}
                            labelOf={(name) => fields.get(name)?.labelShort ?? custom.find((field) => field.name === name)?.label ?? name}
                        />
                    </TableToolsContext.Provider>
                )}
            </div>
            {making !== null && (
                <CustomFieldDialog
                    start={making.draft} editing={making.editing} query={query} explore={explore} custom={custom} onClose={() => setMaking(null)}
                    onSave={(dynamicFields, name) => {
                        const isNew = making.editing === null && making.draft.kind !== "calculation";
                        setMaking(null);
                        const next = { ...asked, dynamicFields };
                        change(isNew ? { dynamicFields, ...withField(next, name, (each) => (each === name ? making.draft.kind !== "measure" : isDimension(each))) } : { dynamicFields });
                    }}
                />
            )}
            {saving !== null && <SaveDialog what={saving} query={drawn} suggestion={explore.label} onClose={() => setSaving(null)} />}
        </div>
    );
}
