import { deepEqual, equal, test } from "./assertions";
import { draftOf } from "../../web/src/api/alerts";
import type { Alert, AlertPreview } from "../../web/src/api/alerts";
import { standing } from "../../web/src/features/alerts/alertState";
import { noticeWords, tileAddress } from "../../web/src/features/alerts/noticeWords";
import { nowWords } from "../../web/src/results/alertWords";
import { cronOf, cronWords, rhythmOf } from "../../web/src/words/cron";

test("rhythms are written as cron and read again", () => {
    for (const [cron, words] of [
        ["*/15 * * * *", "every 15 minutes"], ["0 * * * *", "every hour"], ["30 7 * * *", "every day at 07:30"], ["0 9 * * 1-5", "Monday to Friday at 09:00"],
        ["5 23 * * 0", "every Sunday at 23:05"], ["0 6 1 * *", "on the first of each month at 06:00"],
    ] as const) {
        equal(cronWords(cron), words);
        equal(cronOf(rhythmOf(cron), ""), cron);
    }
});

test("a cron without words stays what it is", () => {
    for (const cron of ["0 9 * 3 *", "0 9,17 * * *", "nonsense", "0 25 * * *"]) {
        equal(rhythmOf(cron).often, "other");
        equal(cronOf(rhythmOf(cron), cron), cron);
        equal(cronWords(cron), `at the times of ${cron}`);
    }
});

const preview = (reading: AlertPreview["reading"], trouble = ""): AlertPreview => ({ columns: [], rows: [], overTime: false, reading, trouble });

test("the form says what the number is and what would come of it", () => {
    equal(nowWords(preview({ shown: "1,234", period: "", met: true, note: "" }), false, true), "Now it is 1,234. The condition would be met.");
    equal(nowWords(preview({ shown: "1,234", period: "", met: false, note: "" }), false, false), "Now it is 1,234.");
    equal(nowWords(preview({ shown: "7", period: "2026-11-27", met: false, note: "" }), true, true), "In the newest period that is over (2026-11-27) it is 7. The condition would not be met.");
    equal(nowWords(preview({ shown: "", period: "", met: false, note: "No period of the tile is over yet." }), true, true), "No period of the tile is over yet. The alert waits for it.");
    equal(nowWords(preview(null, "It is gone."), false, true), "It is gone.");
    equal(nowWords(undefined, false, true), "");
});

const look = { at: "2026-11-28T14:00:00Z", met: true, shown: "4", period: "", note: "", failure: "", refused: false };
const alert: Alert = {
    id: "1", title: "Low", condition: "Orders is below 5", cron: "0 * * * *", on: true, open: false, own: true, ownerName: "Ann", followed: false, mayFollow: false, mayChange: true,
    tile: null, row: "", look,
};

test("how an alert stands is one word, and a sentence where that needs one", () => {
    deepEqual(standing(alert), { word: "Met", tone: "warn", detail: "" });
    equal(standing({ ...alert, on: false }).word, "Off");
    equal(standing({ ...alert, look: null }).word, "Not shown");
    equal(standing({ ...alert, look: { ...look, at: "" } }).word, "Waits");
    deepEqual(standing({ ...alert, look: { ...look, failure: "It is gone.", refused: true } }), { word: "Not looked at", tone: "warn", detail: "It is gone." });
    equal(standing({ ...alert, look: { ...look, met: false, note: "No row." } }).detail, "No row.");
});

test("a notification says the condition, the number and its period, and leads to the tile", () => {
    const notice = { id: "1", kind: "met", title: "Low", condition: "Orders is below 5", shown: "4", period: "2026-11-27", failure: "", tile: null, at: "", read: false } as const;
    equal(noticeWords(notice), "Orders is below 5: it is 4 (2026-11-27).");
    equal(noticeWords({ ...notice, title: "Orders is below 5", period: "" }), "It is 4.");
    equal(noticeWords({ ...notice, kind: "failing", failure: "It is gone." }), "It could not be looked at three times in a row. It is gone.");
    equal(tileAddress({ title: "Orders", dashboardID: "409", dashboardTitle: "", elementID: "12" }), "/dashboards/409#tile-12");
    equal(tileAddress(null), "");
});

test("an alert of Looker's API is read into a draft", () => {
    const draft = draftOf({
        dashboard_element_id: "12", comparison_type: "LESS_THAN", threshold: 5, cron: "0 * * * *", custom_title: null, is_public: true,
        field: { name: "orders.count", title: "Orders", filter: [{ field_name: "orders.land", field_value: "DE" }] },
        applied_dashboard_filters: [{ filter_title: "Date", field_name: "orders.day", filter_value: "7 days" }],
    });
    equal(draft.title, "");
    equal(draft.open, true);
    deepEqual(draft.row, [{ field_name: "orders.land", field_value: "DE" }]);
    deepEqual(draft.filters, [{ filter_title: "Date", field_name: "orders.day", filter_value: "7 days" }]);
});
