import { readBoard, readSection } from "./boards";
import type { Board, BoardContent, BoardSection } from "./boards";
import { requestJSON } from "./http";
import { object } from "./reading";

const BASE = "/api/4.0";
const at = (kind: "boards" | "board_sections" | "board_items", id: string) => `${BASE}/${kind}/${encodeURIComponent(id)}`;

/** Makes a board with one section to begin with. */
export async function makeBoard(title: string, description: string): Promise<Board> {
    const made = readBoard(object(await requestJSON(`${BASE}/boards`, { method: "POST", body: { title, description } })));
    if (made.sections.length > 0) return made;
    const section = await addSection(made.id, "");
    return { ...made, sections: [section] };
}

export async function changeBoard(id: string, change: { readonly title?: string; readonly description?: string; readonly sectionOrder?: readonly string[]; readonly deleted?: boolean }): Promise<void> {
    const { sectionOrder, ...rest } = change;
    await requestJSON(at("boards", id), { method: "PATCH", body: { ...rest, ...(sectionOrder === undefined ? {} : { section_order: sectionOrder }) } });
}

export async function addSection(boardID: string, title: string): Promise<BoardSection> {
    return readSection(object(await requestJSON(`${BASE}/board_sections`, { method: "POST", body: { board_id: boardID, title } })));
}

export async function changeSection(id: string, change: { readonly title?: string; readonly description?: string; readonly order?: readonly string[] }): Promise<void> {
    const { order, ...rest } = change;
    await requestJSON(at("board_sections", id), { method: "PATCH", body: { ...rest, ...(order === undefined ? {} : { item_order: order }) } });
}

/** Takes a section with its items off the board, or puts it back. */
export async function hideSection(id: string, hidden: boolean): Promise<void> {
    await requestJSON(at("board_sections", id), { method: "PATCH", body: { deleted_at: hidden ? new Date().toISOString() : null } });
}

/** Puts something into a section: at the end, or at a place from 0. */
export async function addItem(sectionID: string, content: BoardContent, place?: number): Promise<void> {
    const what = "url" in content
        ? { custom_url: content.url, custom_title: content.title, custom_description: content.description, use_custom_url: true, use_custom_title: true, use_custom_description: true }
        : content.kind === "look" ? { look_id: content.id } : { dashboard_id: content.id };
    await requestJSON(`${BASE}/board_items`, { method: "POST", body: { board_section_id: sectionID, ...what, ...(place === undefined ? {} : { order: place }) } });
}

/** Gives an item other words than those of its content; "" gives it those again. */
export async function nameItem(id: string, title: string, description: string): Promise<void> {
    const body = { custom_title: title, use_custom_title: title !== "", custom_description: description, use_custom_description: description !== "" };
    await requestJSON(at("board_items", id), { method: "PATCH", body });
}

export async function moveItem(id: string, sectionID: string, place: number): Promise<void> {
    await requestJSON(at("board_items", id), { method: "PATCH", body: { board_section_id: sectionID, order: place } });
}

export async function removeItem(id: string): Promise<void> {
    await requestJSON(at("board_items", id), { method: "DELETE" });
}
