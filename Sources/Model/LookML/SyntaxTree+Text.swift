// Writing a tree back. Every token carries the trivia before it, so tokens one after the other are the file.

extension LookMLDocument {
    /// The text that was read, byte for byte, broken or not.
    ///
    /// Built anew at each call; of the tokens only trivia and `text` count, so a replaced `value` doesn't show.
    package var text: String {
        var text = ""
        items.write(to: &text)
        text += trailingTrivia
        return text
    }
}

extension [LookMLItem] {
    fileprivate func write(to text: inout String) {
        for item in self {
            item.key.write(to: &text)
            item.colon.write(to: &text)
            item.value.write(to: &text)
        }
    }
}

extension LookMLValue {
    /// Calls itself once for each level of blocks, of which the parser lets no more than
    /// ``LookMLParser/deepestNesting`` pass.
    fileprivate func write(to text: inout String) {
        switch self {
        case .literal(let token), .string(let token): token.write(to: &text)
        case .expression(let token, let end):
            token.write(to: &text)
            end.write(to: &text)
        case .block(let block):
            block.name?.write(to: &text)
            block.open.write(to: &text)
            block.items.write(to: &text)
            block.close.write(to: &text)
        case .list(let list):
            list.open.write(to: &text)
            for element in list.elements { element.write(to: &text) }
            list.close.write(to: &text)
        }
    }
}

extension LookMLElement {
    fileprivate func write(to text: inout String) {
        comma?.write(to: &text)
        switch content {
        case .literal(let token), .string(let token): token.write(to: &text)
        case .pair(let key, let colon, let value):
            key.write(to: &text)
            colon.write(to: &text)
            value.write(to: &text)
        }
        trailingComma?.write(to: &text)
    }
}

extension LookMLToken {
    fileprivate func write(to text: inout String) {
        text += leadingTrivia
        text += self.text
    }
}
