/** How long charts are drawn before the browser gets its turn, in milliseconds: less than one picture of a screen takes. */
const TURN = 12;

const waiting: Array<() => void> = [];
const channel = new MessageChannel();
channel.port1.onmessage = () => {
    const end = performance.now() + TURN;
    try {
        do waiting.shift()?.(); while (waiting.length > 0 && performance.now() < end);
    } finally {
        // One chart that fails keeps no other one waiting.
        if (waiting.length > 0) channel.port2.postMessage(null);
    }
};

/**
 * Does the work soon, after what waits already. The charts of a dashboard come all at once; drawn in one go they would keep a press of
 * a key or button waiting for a third of a second.
 *
 * @returns Calls it off.
 */
export function inTurn(work: () => void): () => void {
    waiting.push(work);
    if (waiting.length === 1) channel.port2.postMessage(null);
    return () => {
        const place = waiting.indexOf(work);
        if (place >= 0) waiting.splice(place, 1);
    };
}
