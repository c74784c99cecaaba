import { requestJSON } from "./http";
import { list, number, object, text } from "./reading";

/** How often something was opened: by all, by one person, or in one week. */
export interface UsageLine {
    readonly kind: "look" | "dashboard";
    readonly id: string;
    readonly title: string;
    readonly views: number;
    readonly favorites: number;
    readonly lastViewed: string;
    /** "" where it is of all people. */
    readonly userID: string;
    /** The first day of the week; "" where it is of all time. */
    readonly week: string;
}

/** Tells that the reader has opened a Look or dashboard. Whoever only draws it on a card doesn't. */
export async function countView(kind: "look" | "dashboard", id: string): Promise<void> {
    await requestJSON(`/api/v1/content/${kind}s/${encodeURIComponent(id)}/views`, { method: "POST" });
}

async function fetchViews(question: string, signal: AbortSignal): Promise<UsageLine[]> {
    return list(await requestJSON(`/api/4.0/content_view/search?${question}`, { signal }), object).flatMap((view): UsageLine[] => {
        const [look, dashboard] = [text(view["look_id"]), text(view["dashboard_id"])];
        if (look === "" && dashboard === "") return [];
        return [{
            kind: look === "" ? "dashboard" : "look", id: look === "" ? dashboard : look, title: text(view["title"]), views: number(view["view_count"], 0), favorites: number(view["favorite_count"], 0),
            lastViewed: text(view["last_viewed_at"]), userID: text(view["user_id"]), week: text(view["start_of_week_date"]),
        }];
    });
}

/** Of all people and all time. */
export function fetchUsage(signal: AbortSignal): Promise<UsageLine[]> {
    return fetchViews("all_time=true", signal);
}

/** Of all people, week by week. */
export function fetchWeeklyUsage(signal: AbortSignal): Promise<UsageLine[]> {
    return fetchViews("all_time=false", signal);
}

/** Of each person, all time. */
export function fetchUsageByPerson(signal: AbortSignal): Promise<UsageLine[]> {
    return fetchViews("all_time=true&user_id=NOT+NULL", signal);
}
