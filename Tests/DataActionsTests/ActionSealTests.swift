import JSON
import SemanticModel
import Testing

@testable import DataActions

@Suite struct ActionSealTests {
    static let definition = FieldAction(
        label: "Mail {{ value }}", url: "https://x.org/{{ value }}", iconURL: "/i.png", formURL: "https://x.org/form",
        parameters: [.init(name: "id", value: "{{ value }}")],
        formParameters: [
            .init(
                name: "size", type: "select", label: "Size", description: "How large", defaultValue: "s",
                isRequired: true, options: [.init(name: "s", value: "Small"), .init(name: "l", value: "L")]),
            .init(name: "note", type: "textarea"),
        ], userAttributes: [.init(name: "token", value: "auth")])

    private static func ticket() -> ActionTicket {
        var action = definition
        action.url = "https://x.org/7"
        return ActionTicket(
            userID: "5", attributes: ["region": "west"], model: "shop", explore: "orders", field: "orders.id", place: 1,
            definition: definition, action: action, issuedAt: 1_000)
    }

    @Test func `a token says nothing, and gives the same offer again`() throws {
        let seal = ActionSeal()
        let ticket = Self.ticket()
        let token = try #require(seal.token(of: ticket))
        #expect(seal.ticket(in: token) == ticket)
        #expect(
            token.utf8.allSatisfy {
                $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || Character(Unicode.Scalar($0)).isLetter
                    || Character(Unicode.Scalar($0)).isNumber
            })
        #expect(seal.token(of: ticket) != token)
    }

    @Test func `what another process made, or somebody changed, is nothing`() throws {
        let seal = ActionSeal()
        let token = try #require(seal.token(of: Self.ticket()))
        #expect(ActionSeal().ticket(in: token) == nil)
        for place in [0, 20, token.count / 2, token.count - 2] {
            var letters = Array(token)
            letters[place] = letters[place] == "A" ? "B" : "A"
            #expect(seal.ticket(in: String(letters)) == nil)
        }
        for text in ["", "A", "!", String(token.dropLast(4)), token + "AAAA"] { #expect(seal.ticket(in: text) == nil) }
    }

    @Test func `an offer holds for its user, its model and a while`() {
        let ticket = Self.ticket()
        func objection(
            _ user: String = "5", _ attributes: [String: String] = ["region": "west"],
            _ definition: FieldAction? = Self.definition, now: Int64 = 2_000
        ) -> String? {
            ticket.objection(userID: user, attributes: attributes, definition: definition, now: now)
        }
        #expect(objection() == nil)
        #expect(objection(now: 1_000 + ActionTicket.lifetime) == nil)
        #expect(objection(now: 1_001 + ActionTicket.lifetime)?.contains("too long ago") == true)
        #expect(objection("6")?.contains("somebody else") == true)
        #expect(objection("5", ["region": "east"])?.contains("may see has changed") == true)
        #expect(objection("5", ["region": "west", "more": ""])?.contains("may see has changed") == true)
        var changed = Self.definition
        changed.parameters[0].value = "{{ other }}"
        #expect(objection("5", ["region": "west"], changed)?.contains("model has changed") == true)
        #expect(objection("5", ["region": "west"], nil)?.contains("model has changed") == true)
    }
}
