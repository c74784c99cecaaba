import LookML

extension LookMLDocument {
    /// All tokens in the order of the text.
    var tokens: [LookMLToken] { items.flatMap(\.tokens) }
}

extension LookMLItem {
    fileprivate var tokens: [LookMLToken] {
        switch value {
        case .literal(let token), .string(let token): [key, colon, token]
        case .expression(let token, let end): [key, colon, token, end]
        case .block(let block):
            [key, colon] + (block.name.map { [$0] } ?? []) + [block.open] + block.items.flatMap(\.tokens) + [
                block.close
            ]
        case .list(let list): [key, colon, list.open] + list.elements.flatMap(\.tokens) + [list.close]
        }
    }
}

extension LookMLElement {
    fileprivate var tokens: [LookMLToken] {
        let tokens: [LookMLToken] =
            switch content {
            case .literal(let token), .string(let token): [token]
            case .pair(let key, let colon, let value): [key, colon, value]
            }
        return (comma.map { [$0] } ?? []) + tokens + (trailingComma.map { [$0] } ?? [])
    }
}
