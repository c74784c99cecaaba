/// A LookML file as it was written: every character, comments and blanks included, is kept in some token, so that
/// `text` gives the file back byte for byte, broken or not.
package struct LookMLDocument: Sendable {
    /// The file's path below the project's root.
    package let file: String
    package let items: [LookMLItem]
    /// What follows the last item: comments, blanks, and text that the parser had to skip.
    package let trailingTrivia: String
    /// The syntax problems found, in the order of the text. A document with problems still holds what could be read.
    package let diagnostics: [Diagnostic]

    package init(file: String, items: [LookMLItem], trailingTrivia: String, diagnostics: [Diagnostic]) {
        self.file = file
        self.items = items
        self.trailingTrivia = trailingTrivia
        self.diagnostics = diagnostics
    }
}

/// `key: value`, the one shape that LookML has.
///
/// A reference to something that never changes: items are handed on by whoever reads, merges or checks them, and with
/// all their tokens in place a copy would count a dozen references.
package struct LookMLItem: Sendable {
    private final class Content: Sendable {
        // What is read most comes first, here and in tokens: a project's trees are larger than a processor's caches, and to
        // go through one takes as long as its memory is fetched.
        let value: LookMLValue
        let key: LookMLToken
        let colon: LookMLToken

        init(key: LookMLToken, colon: LookMLToken, value: LookMLValue) {
            self.key = key
            self.colon = colon
            self.value = value
        }
    }

    private let content: Content

    package init(key: LookMLToken, colon: LookMLToken, value: LookMLValue) {
        content = Content(key: key, colon: colon, value: value)
    }

    /// The key without its colon; `key.value` is its text.
    package var key: LookMLToken { content.key }
    /// Missing (an empty token) when the file has none between a key and what is plainly its value.
    package var colon: LookMLToken { content.colon }
    package var value: LookMLValue { content.value }

    /// `key.value`, without the rest of the token.
    package var name: String { content.key.value }

    package var location: SourceLocation { content.key.location }
}

/// Indirect but for blocks, so that to look at a value counts one reference and not all that its tokens hold.
package enum LookMLValue: Sendable {
    /// `view: orders { … }`, or `link: { … }` without a name.
    case block(LookMLBlock)
    /// `yes`, `users.id`, `-1`, `+orders`
    indirect case literal(LookMLToken)
    /// `"Order count"`; the token's `value` is without quotes, `\"` read as `"`.
    indirect case string(LookMLToken)
    /// Raw text up to `;;`; the token's `value` is without the `;;`, trimmed at both ends. `end` is the `;;`.
    indirect case expression(LookMLToken, end: LookMLToken)
    indirect case list(LookMLList)
}

/// The smallest piece of a file. An empty `text` stands for a token that the file lacks.
package struct LookMLToken: Sendable, Hashable {
    /// What it means: a string without its quotes, an expression trimmed, `- 5` without the blank, otherwise the text.
    package let value: String
    /// Where `text` begins.
    package let location: SourceLocation
    /// The token as written.
    package let text: String
    /// Comments and white space before the token.
    package let leadingTrivia: String

    package init(leadingTrivia: String, text: String, value: String, location: SourceLocation) {
        self.leadingTrivia = leadingTrivia
        self.text = text
        self.value = value
        self.location = location
    }
}

/// A reference to something that never changes, as an item is one.
package struct LookMLBlock: Sendable {
    private final class Content: Sendable {
        let items: [LookMLItem]
        let name: LookMLToken?
        let open: LookMLToken
        let close: LookMLToken

        init(name: LookMLToken?, open: LookMLToken, items: [LookMLItem], close: LookMLToken) {
            self.name = name
            self.open = open
            self.items = items
            self.close = close
        }
    }

    private let content: Content

    package init(name: LookMLToken?, open: LookMLToken, items: [LookMLItem], close: LookMLToken) {
        content = Content(name: name, open: open, items: items, close: close)
    }

    package var name: LookMLToken? { content.name }
    package var open: LookMLToken { content.open }
    package var items: [LookMLItem] { content.items }
    /// Missing (an empty token) when the file ends before the block does.
    package var close: LookMLToken { content.close }
}

package struct LookMLList: Sendable {
    package let open: LookMLToken
    package let elements: [LookMLElement]
    /// Missing (an empty token) when the list is not closed.
    package let close: LookMLToken

    package init(open: LookMLToken, elements: [LookMLElement], close: LookMLToken) {
        self.open = open
        self.elements = elements
        self.close = close
    }
}

/// One element of a list with the comma before it, if there is one.
package struct LookMLElement: Sendable {
    package enum Content: Sendable {
        case literal(LookMLToken)
        case string(LookMLToken)
        /// `orders.status: "complete"`, as in the filters of a measure. `value` is a literal or a string.
        indirect case pair(key: LookMLToken, colon: LookMLToken, value: LookMLToken)
    }

    package let comma: LookMLToken?
    package let content: Content
    /// A comma after the last element.
    package let trailingComma: LookMLToken?

    package init(comma: LookMLToken?, content: Content, trailingComma: LookMLToken?) {
        self.comma = comma
        self.content = content
        self.trailingComma = trailingComma
    }
}
