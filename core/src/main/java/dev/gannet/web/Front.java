package dev.gannet.web;

import dev.gannet.config.Build;
import dev.gannet.config.Json;
import dev.gannet.web.Gate.Asked;
import dev.gannet.web.Gate.Decision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests: asks the gate first, then whoever a route belongs to. No thread ever waits for a browser. */
final class Front extends Handler.Abstract {
    private static final int PER_SECOND = 400;
    private static final int GUESSES_PER_MINUTE = 10;
    private static final long MOST_UNSENT_BYTES = 64L * 1024 * 1024;

    /** What {@code /api/session} shows. */
    private record Session(
            String token,
            boolean control,
            String first,
            String version,
            List<Named> runs,
            List<String> acts,
            List<String> parcels) {}

    private record Named(int index, String name) {}

    private final Site site;
    private final Supplier<Assets> assets;
    private final Keys keys;
    private final String cookie;
    private final Gate gate;
    private final Runs runs;
    private final Acts acts;
    private final Stream stream;
    private final Connections connections;
    private final Pace pace = new Pace(PER_SECOND, 2 * PER_SECOND, System.nanoTime());
    private final Pace guesses = new Pace(GUESSES_PER_MINUTE / 60.0, GUESSES_PER_MINUTE, System.nanoTime());
    private final AtomicLong unsent = new AtomicLong();
    private final DoorPage door = new DoorPage();
    private final Json json = new Json();
    private final Logger log = LoggerFactory.getLogger(Front.class);

    /** @param cookie its name and attributes, with %s for the value */
    Front(
            Site site,
            Supplier<Assets> assets,
            Keys keys,
            String cookie,
            Gate gate,
            Runs runs,
            Acts acts,
            Stream stream,
            Connections connections) {
        this.site = site;
        this.assets = assets;
        this.keys = keys;
        this.cookie = cookie;
        this.gate = gate;
        this.runs = runs;
        this.acts = acts;
        this.stream = stream;
        this.connections = connections;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
        connections.isAnswered(end);
        Request.addCompletionListener(request, _ -> connections.waits(end));
        try {
            switch (gate.decide(asked(request), assets.get())) {
                case Decision.Refuse refuse -> refuse(request, response, callback, refuse);
                case Decision.Pass pass -> pass(request, response, callback, pass);
            }
        } catch (IOException | RuntimeException e) {
            send(response, callback, failure(e));
        }
        return true;
    }

    private static Asked asked(Request request) {
        String fragment = request.getHttpURI().getFragment();
        String target = request.getHttpURI().getPathQuery() + (fragment == null ? "" : "#" + fragment);
        return new Asked(
                request.getConnectionMetaData().getHttpVersion().asString(),
                request.getMethod(),
                target,
                request.getHeaders());
    }

    private void refuse(Request request, Response response, Callback callback, Decision.Refuse refuse) {
        Answer answer = Answer.error(refuse.status(), refuse.error());
        log.debug("refused with {}: {}", refuse.status(), refuse.error());
        if (refuse.guess()) {
            later(request, response, callback, answer);
        } else {
            send(response, callback, answer);
        }
    }

    /** Whoever guesses keys has to wait, and nobody with a key does. */
    private void later(Request request, Response response, Callback callback, Answer answer) {
        if (guesses.pass(System.nanoTime())) {
            send(response, callback, answer);
        } else {
            request.getComponents()
                    .getScheduler()
                    .schedule(() -> send(response, callback, answer), 2, TimeUnit.SECONDS);
        }
    }

    private void pass(Request request, Response response, Callback callback, Decision.Pass pass) throws IOException {
        if (pass.known()) {
            connections.isKnown(request.getConnectionMetaData().getConnection().getEndPoint());
        }
        if (pass.known() && !pace.pass(System.nanoTime())) {
            send(
                    response,
                    callback,
                    Answer.error(429, "too many requests; wait a second").with("Retry-After", "1"));
            return;
        }
        switch (pass.route()) {
            case Route.Home home -> home(request, response, callback, home, pass.known());
            case Route.Events _ -> listen(request, response, callback);
            case Route.OfAct act
            when request.getMethod().equals("POST") -> ask(request, response, callback, act.name());
            case Route.OfAct act -> send(response, callback, acts.view(act.name()));
            case Route.OfParcel parcel -> send(response, callback, parcel(request, parcel.name()));
            case Route.File file -> send(response, callback, file(file.key()));
            case Route.Session _ -> send(response, callback, session());
            case Route.Run run -> send(response, callback, runs.view(run.index()));
            case Route.Reals reals -> send(response, callback, runs.reals(reals.index()));
            case Route.Sample sample -> send(response, callback, runs.sample(sample.index(), sample.step()));
        }
    }

    private Answer file(String key) {
        return assets.get().find(key).map(Answer::of).orElseGet(() -> Answer.error(404, "there is nothing here"));
    }

    /** The page; a link becomes a cookie and leaves the address. */
    private void home(Request request, Response response, Callback callback, Route.Home home, boolean known) {
        if (home.link().isEmpty() || !request.getMethod().equals("GET")) {
            send(response, callback, known ? file(Assets.INDEX) : door(request, DoorPage.Reason.NO_LINK));
            return;
        }
        Answer in = new Answer(303, "text/plain", new byte[0], Map.of("Location", "/"));
        switch (keys.redeem(home.link().get())) {
            case FRESH -> send(response, callback, in.with("Set-Cookie", cookie.formatted(keys.cookie())));
            case USED -> send(response, callback, known ? in : door(request, DoorPage.Reason.USED));
            case UNKNOWN -> {
                if (known) {
                    send(response, callback, in);
                } else {
                    later(request, response, callback, door(request, DoorPage.Reason.OLD));
                }
            }
        }
    }

    private Answer door(Request request, DoorPage.Reason reason) {
        return door.of(reason, Request.getLocales(request));
    }

    private Answer parcel(Request request, String name) {
        return Optional.ofNullable(site.parcels().get(name))
                .flatMap(parcel -> parcel.pack(Request.getLocales(request)))
                .map(bytes -> new Answer(
                        200,
                        "application/zip",
                        bytes,
                        Map.of("Content-Disposition", "attachment; filename=\"%s\"".formatted(name))))
                .orElseGet(() -> Answer.error(404, "there is nothing to take along"));
    }

    private Answer session() {
        List<Named> named = new ArrayList<>();
        for (int i = 0; i < site.runs().size(); i++) {
            named.add(new Named(i, Runs.name(site.runs().get(i))));
        }
        return Answer.json(
                200,
                json.line(new Session(
                        keys.token(),
                        site.control(),
                        site.first(),
                        Build.version(),
                        named,
                        List.copyOf(site.acts().keySet()),
                        List.copyOf(site.parcels().keySet()))));
    }

    private void ask(Request request, Response response, Callback callback, String act) {
        EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
        connections.readsBody(end);
        Promise.Invocable<byte[]> read = Promise.Invocable.from(
                Invocable.InvocationType.BLOCKING,
                body -> {
                    connections.isAnswered(end);
                    send(response, callback, asked(act, body));
                },
                failure -> send(response, callback, unread(failure)));
        Content.Source.asByteArrayAsync(request, Gate.mostBodyBytes(), read);
    }

    private Answer asked(String act, byte[] body) {
        try {
            return acts.ask(act, body);
        } catch (RuntimeException e) {
            return failure(e);
        }
    }

    private static Answer unread(Throwable failure) {
        return failure instanceof IllegalStateException
                ? Answer.error(413, "the request has more than %d bytes".formatted(Gate.mostBodyBytes()))
                : Answer.error(400, "the request has broken off");
    }

    private void listen(Request request, Response response, Callback callback) {
        Answer.ALWAYS.forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        response.setStatus(200);
        EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
        stream.open(new Stream.Wire() {
                    @Override
                    public void send(ByteBuffer frame, Callback sent) {
                        response.write(false, frame, sent);
                    }

                    @Override
                    public void cut() {
                        end.close();
                        callback.failed(new IOException("let go"));
                    }
                })
                .greet(runs.count(), site.acts().keySet());
    }

    /** Something of ours is broken: the browser learns a number, the log the rest. */
    private Answer failure(Exception e) {
        Answer answer = Answer.error(500, "this did not work; Gannet itself goes on");
        log.warn("{}", new String(answer.body(), StandardCharsets.UTF_8), e);
        return answer;
    }

    private void send(Response response, Callback callback, Answer answer) {
        Answer affordable = unsent.get() > MOST_UNSENT_BYTES
                ? Answer.error(503, "too much is being sent; try again in a moment")
                        .with("Retry-After", "1")
                : answer;
        byte[] body = affordable.body();
        write(response, affordable);
        unsent.addAndGet(body.length);
        response.write(true, ByteBuffer.wrap(body), Callback.from(callback, () -> unsent.addAndGet(-body.length)));
    }

    private static void write(Response response, Answer answer) {
        response.setStatus(answer.status());
        Answer.ALWAYS.forEach((name, value) -> response.getHeaders().put(name, value));
        answer.more().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    }
}
