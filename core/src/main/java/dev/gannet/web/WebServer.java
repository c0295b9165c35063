package dev.gannet.web;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.storage.Durable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server of the pages. Its few threads are daemons of low priority, none of them waits for a browser, and whatever goes
 * wrong in it stays in it: training does not notice whether it is there.
 */
public final class WebServer implements AutoCloseable {
    private static final int THREADS = 8;
    private static final int SEND_BUFFER_BYTES = 128 * 1024; // what the system may hold for one that does not read
    private static final int HEADER_BYTES = 16 * 1024;
    private static final Duration POLL = Duration.ofMillis(500);

    private final Binding binding;
    private final Patience patience;
    private final Keys keys;
    private final Server server;
    private final ServerConnector connector;
    private final Stream stream;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(WebServer::clockThread);
    private final Logger log = LoggerFactory.getLogger(WebServer.class);

    /**
     * Starts a server.
     *
     * @throws UserException (usage) if root would listen to other machines, (resources) if the port is taken or the token's
     *     file cannot be written
     */
    public static WebServer start(Site site, Binding binding) {
        Assets assets = Assets.ofClassPath();
        return start(site, binding, () -> assets, Patience.USUAL);
    }

    /** As {@link #start(Site, Binding)}, with files that may change. */
    static WebServer start(Site site, Binding binding, Supplier<Assets> assets, Patience patience) {
        binding.refuseRoot(System.getProperty("user.name").equals("root"));
        WebServer started = new WebServer(binding, patience);
        try {
            started.serve(site, assets);
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private WebServer(Binding binding, Patience patience) {
        this.binding = binding;
        this.patience = patience;
        keys = new Keys(binding.token());
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
        threads.setName("gannet-web");
        threads.setDaemon(true);
        threads.setThreadsPriority(Thread.MIN_PRIORITY);
        threads.setReservedThreads(0);
        server = new Server(threads, new ScheduledExecutorScheduler("gannet-web-later", true), null);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        stream = new Stream(threads);
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        return http;
    }

    private void serve(Site site, Supplier<Assets> assets) {
        listen();
        binding.tokenFile().ifPresent(file -> TokenFile.write(file, keys.token()));
        Runs runs = new Runs(site.runs());
        Acts acts = new Acts(site.acts());
        Connections connections = new Connections(patience);
        connector.addEventListener(connections);
        String cookie = "gannet-" + port(); // cookies do not know ports: two servers must not overwrite each other's
        Gate gate = new Gate(binding.hosts(port()), binding.origins(port()), cookie, keys, site.control());
        String attributes = "=%s; HttpOnly; SameSite=Strict; Path=/" + (binding.tlsInFront() ? "; Secure" : "");
        server.addConnector(connector);
        server.setHandler(new Front(site, assets, keys, cookie + attributes, gate, runs, acts, stream, connections));
        server.setErrorHandler(new Unparsed());
        try {
            server.start();
        } catch (Exception e) { // as Jetty declares it
            throw new IllegalStateException("the server of the pages does not start", e);
        }
        acts.listen(stream);
        every(POLL, () -> runs.poll(stream));
        every(patience.beat(), stream::beat);
        every(patience.sweep(), connections::sweep);
    }

    private void listen() {
        connector.setHost(binding.address());
        connector.setPort(binding.port());
        connector.setIdleTimeout(patience.stall().toMillis());
        connector.setAcceptQueueSize(64);
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        try {
            connector.open();
        } catch (IOException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new UserException(
                    Kind.RESOURCES,
                    "%s:%d: the pages cannot be served here: %s; choose another port with --port, or 0 for one that is free"
                            .formatted(binding.host(), binding.port(), reason.getMessage()),
                    e);
        }
    }

    private static Thread clockThread(Runnable work) {
        Thread thread = new Thread(work, "gannet-web-clock");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    private void every(Duration pause, Runnable chore) {
        clock.scheduleWithFixedDelay(() -> quietly(chore), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void quietly(Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException e) {
            log.warn("the pages may be behind", e);
        }
    }

    /** The address to open: with a new link, which lets one browser in. */
    public URI uri() {
        return URI.create("%s/?token=%s".formatted(binding.base(port()), keys.link()));
    }

    /** The port that it listens at. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Lets all browsers go and stops; the token is worth nothing any more. */
    @Override
    public void close() {
        clock.shutdownNow();
        stream.close();
        try {
            server.stop();
            connector.close();
            if (binding.tokenFile().isPresent()) {
                Files.deleteIfExists(binding.tokenFile().get());
            }
        } catch (IOException e) {
            log.warn("the token's file stays: {}", Durable.reason(e));
        } catch (Exception e) { // as Jetty declares it
            log.warn("the server of the pages does not stop", e);
        }
    }
}
