internal import Crypto
internal import Foundation
internal import JSON

/// Turns offers into tokens that only this process can read, and that nobody can make or change: AES-GCM under a key
/// that is made at the start and never leaves the process. A reader of a result learns neither addresses nor what is
/// sent.
package struct ActionSeal: Sendable {
    private let key = SymmetricKey(size: .bits256)
    private static let purpose = Data("soundings data action 1".utf8)

    package init() {}

    /// - Returns: Letters, digits, `-` and `_`; `nil` when it can't be sealed.
    package func token(of ticket: ActionTicket) -> String? {
        guard
            let box = try? AES.GCM.seal(ticket.json.serialized(), using: key, authenticating: Self.purpose),
            let sealed = box.combined
        else { return nil }
        return sealed.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// - Returns: `nil` for whatever this seal has not made.
    package func ticket(in token: String) -> ActionTicket? {
        guard token.utf8.count <= 4 << 20 else { return nil }
        var text = token.replacing("-", with: "+").replacing("_", with: "/")
        text += String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let sealed = Data(base64Encoded: text), let box = try? AES.GCM.SealedBox(combined: sealed),
            let bytes = try? AES.GCM.open(box, using: key, authenticating: Self.purpose),
            let json = try? JSONValue.parse(Array(bytes))
        else { return nil }
        return ActionTicket(json)
    }
}
