package dev.gannet.paper;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A page that was written, read by an XML parser: it is well-formed, or this fails. */
public final class Parsed {
    private final Document document;

    private Parsed(Document document) {
        this.document = document;
    }

    /** Reads it. */
    public static Parsed of(String html) throws IOException {
        try {
            return new Parsed(DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(html.replaceFirst("<!DOCTYPE html>", "")))));
        } catch (ParserConfigurationException | SAXException e) {
            throw new AssertionError(e);
        }
    }

    /** The texts of what an XPath finds, in their order. */
    public List<String> texts(String xpath) {
        try {
            NodeList found = (NodeList)
                    XPathFactory.newDefaultInstance().newXPath().evaluate(xpath, document, XPathConstants.NODESET);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                texts.add(found.item(i).getTextContent().strip());
            }
            return texts;
        } catch (XPathExpressionException e) {
            throw new AssertionError(e);
        }
    }
}
