internal import Foundation
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// The files of one build of the web app, read at once and served by their exact names, so that no path of a request is
/// ever joined to a path of the disk.
package struct StaticSite: Sendable {
    struct File: Sendable {
        var contentType: String
        var bytes: ByteBuffer
        /// The same bytes gzipped, when the build has left them beside the file.
        var gzipped: ByteBuffer?
        var entityTag: String
        /// A file whose name holds the hash of its content never changes.
        var isImmutable: Bool
    }

    private let files: [String: File]
    let page: File

    /// Reads the folder that the web build has made.
    /// - Returns: `nil` when it holds no `index.html`.
    package init?(folder: String) {
        var files: [String: File] = [:]
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        for name in names where !name.hasSuffix(".gz") {
            let path = folder + "/" + name
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue,
                let data = FileManager.default.contents(atPath: path)
            else { continue }
            files["/" + name] = File(
                contentType: Self.contentType(of: name), bytes: ByteBuffer(bytes: data),
                gzipped: FileManager.default.contents(atPath: path + ".gz").map { ByteBuffer(bytes: $0) },
                entityTag: "\"\(data.count)-\(Self.checksum(data))\"",
                isImmutable: name.hasPrefix("assets/") && name != "index.html")
        }
        guard let page = files["/index.html"] else { return nil }
        self.files = files
        self.page = page
    }

    /// The folder of the web app: named by `SOUNDINGS_WEB`, else beside the program, where the build or an installation
    /// puts it.
    package static func find(program: String, environment: [String: String]) -> String? {
        if let named = environment["SOUNDINGS_WEB"] { return named }
        var folder = URL(fileURLWithPath: program).resolvingSymlinksInPath().deletingLastPathComponent()
        for _ in 0..<6 {
            for candidate in ["web/dist", "share/soundings/web"] {
                let path = folder.appendingPathComponent(candidate).path
                if FileManager.default.fileExists(atPath: path + "/index.html") { return path }
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }

    func file(_ path: String) -> File? { files[path] }

    static func response(_ file: File, to request: Request) -> Response {
        var headers: HTTPFields = [
            .contentType: file.contentType, .eTag: file.entityTag, .vary: "Accept-Encoding",
            .cacheControl: file.isImmutable ? "public, max-age=31536000, immutable" : "no-cache",
        ]
        if request.headers[.ifNoneMatch] == file.entityTag {
            return Response(status: .notModified, headers: headers, body: ResponseBody())
        }
        if let gzipped = file.gzipped, request.headers[.acceptEncoding]?.contains("gzip") == true {
            headers[.contentEncoding] = "gzip"
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: gzipped))
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.bytes))
    }

    private static func contentType(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "ico": "image/x-icon"
        case "woff2": "font/woff2"
        case "json", "map": "application/json"
        case "txt": "text/plain; charset=utf-8"
        default: "application/octet-stream"
        }
    }

    /// FNV-1a: tells one build's file from the next.
    private static func checksum(_ data: Data) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in data { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return String(hash, radix: 16)
    }
}
