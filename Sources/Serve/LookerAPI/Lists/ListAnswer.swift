internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// A list as Looker's API answers it: sorted by `sorts`, cut to the page that `limit` and `offset` (or the older `page` and
/// `per_page`) ask for, each item with the properties in `fields`. `X-Total-Count` says how many there are, `Link` where the
/// other pages are.
enum ListAnswer {
    /// - Parameter make: The items of a page as JSON; where `sorts` is given, all of them.
    static func respond<Item>(
        _ items: [Item], _ request: Request, make: ([Item]) async throws -> [JSONValue]
    ) async throws -> Response {
        let page = Page(request, total: items.count)
        let sorts = SortOrder(request.parameter("sorts"))
        let list: [JSONValue]
        if sorts.isEmpty {
            list = try await make(Array(items[page.range]))
        } else {
            list = Array(sorts.sorted(try await make(items))[page.range])
        }
        var response = Response.json(selecting(.array(list), request))
        page.describe(&response, request)
        return response
    }

    /// Items that are JSON already.
    static func respond(_ items: [JSONValue], _ request: Request) -> Response {
        let page = Page(request, total: items.count)
        let sorts = SortOrder(request.parameter("sorts"))
        let list = sorts.isEmpty ? items : sorts.sorted(items)
        var response = Response.json(selecting(.array(Array(list[page.range])), request))
        page.describe(&response, request)
        return response
    }
}

/// Which part of a list is wanted.
private struct Page {
    let total: Int
    let offset: Int
    /// `nil`: everything from the offset on.
    let limit: Int?

    init(_ request: Request, total: Int) {
        self.total = total
        func number(_ name: String) -> Int? { request.parameter(name).flatMap { Int($0) } }
        if let limit = number("limit") ?? (number("offset") == nil ? nil : .max) {
            // More than there can be means all; so much that sums of it stay numbers.
            self.limit = limit == .max ? nil : min(max(0, limit), 1 << 40)
            offset = min(total, max(0, number("offset") ?? 0))
        } else if let perPage = number("per_page"), perPage > 0 {
            limit = perPage
            let (start, isTooFar) = perPage.multipliedReportingOverflow(by: max(1, number("page") ?? 1) - 1)
            offset = isTooFar ? total : min(total, start)
        } else {
            limit = nil
            offset = 0
        }
    }

    var range: Range<Int> { offset..<min(total, limit.map { offset + min($0, total) } ?? total) }

    func describe(_ response: inout Response, _ request: Request) {
        if let name = HTTPField.Name("X-Total-Count") { response.headers[name] = String(total) }
        guard let limit, limit > 0, let name = HTTPField.Name("Link") else { return }
        let last = total == 0 ? 0 : (total - 1) / limit * limit
        var links = [("first", 0), ("last", last)]
        if offset + limit < total { links.append(("next", offset + limit)) }
        if offset > 0 { links.append(("prev", max(0, offset - limit))) }
        let others = (request.uri.query ?? "").split(separator: "&").filter { pair in
            !["limit=", "offset=", "page=", "per_page="].contains { pair.hasPrefix($0) }
        }
        response.headers[name] = links.map { rel, start in
            let query = (others.map(String.init) + ["limit=\(limit)", "offset=\(start)"]).joined(separator: "&")
            return "<\(request.uri.path)?\(query)>; rel=\"\(rel)\""
        }.joined(separator: ", ")
    }
}
