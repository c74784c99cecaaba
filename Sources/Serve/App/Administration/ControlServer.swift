import Content
import Foundation
import FrontDoor
import HTTPTypes
import Hummingbird
import JSON
import Logging
import NIOCore
import ProductAPI

#if canImport(Glibc)
    import Glibc
#endif

/// Listens on the state directory's Unix socket for commands from the same machine.
struct ControlServer: Sendable {
    let path: String
    let administration: Administration
    let pipelines: PipelineService
    let analytics: AnalyticsHouse
    let content: ContentStore
    let logger: Logger

    /// A server to be run beside the public one. A socket that a crash left behind is replaced: whoever builds this
    /// holds the directory's lock.
    func application() -> some ApplicationProtocol {
        unlink(path)
        let router = Router(context: SoundingsRequestContext.self)
        router.post("command") { request, _ in await answer(request) }
        router.post("charts") { request, _ in
            let order = (try? await request.json(upTo: 4 << 20)).flatMap(ChartOrder.init)
            return line(order) { try await $0.perform(at: analytics) }
        }
        router.post("analytics") { request, _ in
            let order = (try? await request.json(upTo: 64 << 20)).flatMap(AnalyticsOrder.init)
            return line(order) { try await $0.perform(at: analytics) }
        }
        router.post("content") { request, _ in
            let order = (try? await request.json(upTo: 256 << 20)).flatMap(ContentOrder.init)
            return line(order) { try await $0.perform(on: content, people: administration.people) }
        }
        router.post("pipelines") { request, _ in await pipelines(request) }
        let path = path
        return Application(
            router: router, configuration: .init(address: .unixDomainSocket(path: path)),
            onServerRunning: { _ in chmod(path, 0o600) }, logger: logger)
    }

    private func answer(_ request: Request) async -> Response {
        do {
            guard let command = Administration.Command(try await request.json(upTo: 64 * 1_024)) else {
                return .json(["error": "This Soundings does not know that command. Is the server of another version?"])
            }
            let answer = try await administration.perform(command)
            return .json(["text": .string(answer.text), "json": answer.json])
        } catch {
            return .json(["error": .string(Shell.describe(error))])
        }
    }

    /// Answers with one line, however long it takes.
    private func line<Order: Sendable>(
        _ order: Order?, _ perform: @escaping @Sendable (Order) async throws -> JSONValue
    ) -> Response {
        let (stream, lines) = AsyncStream.makeStream(of: JSONValue.self)
        let task = Task {
            do {
                guard let order else {
                    throw CommandFailure("This Soundings does not know that command. Is it of another version?")
                }
                lines.yield(try await perform(order))
            } catch {
                lines.yield(["error": .string(Shell.describe(error))])
            }
            lines.finish()
        }
        // Nobody else waits for it.
        lines.onTermination = { _ in task.cancel() }
        return Response(
            status: .ok, headers: [.contentType: "application/x-ndjson"],
            body: ResponseBody(asyncSequence: stream.map { ByteBuffer(bytes: $0.serialized() + [0x0A]) }))
    }

    /// Answers line by line, as the work goes on.
    private func pipelines(_ request: Request) async -> Response {
        guard let json = try? await request.json(upTo: 4 << 20), let order = PipelineOrder(json) else {
            let failure = OrderLine.failure("This Soundings does not know that command. Is it of another version?")
            return lines(
                AsyncStream { continuation in
                    continuation.yield(failure)
                    continuation.finish()
                })
        }
        let (stream, lines) = AsyncStream.makeStream(of: OrderLine.self)
        let service = pipelines
        let task = Task {
            do {
                let runner = PipelineOrderRunner(service: service, order: order) { lines.yield($0) }
                lines.yield(.end(try await runner.perform()))
            } catch {
                lines.yield(.failure(Shell.describe(error)))
            }
            lines.finish()
        }
        // Whoever asked may go; a run that has begun goes on.
        lines.onTermination = { _ in task.cancel() }
        return self.lines(stream)
    }

    private func lines(_ stream: AsyncStream<OrderLine>) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/x-ndjson"],
            body: ResponseBody(asyncSequence: stream.map { ByteBuffer(bytes: $0.json.serialized() + [0x0A]) }))
    }
}
